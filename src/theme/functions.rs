//! What templates can call: `t` (words), `phrases` (where Japanese may break), `asset` (address of a static file), `json`.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::Words;
use crate::lang::{Lang, Languages};
use crate::markdown;

/// What the functions answer from.
#[derive(Clone)]
pub struct Supplies {
    pub words: Arc<Words>,
    pub languages: Languages,
    /// Path inside `static/` → address with the base path.
    pub addresses: BTreeMap<String, String>,
    /// Phrases found before: the same labels stand on every page, and finding phrases is dear. Only a memory.
    pub phrased: Arc<RwLock<HashMap<(Lang, String), String>>>,
}

/// The most labels remembered; a theme has some hundred.
const MOST_PHRASED: usize = 4096;

pub fn register(tera: &mut Tera, supplies: &Supplies) {
    let own = supplies.clone();
    tera.register_filter("t", move |key: &str, arguments: Kwargs, state: &State| own.word(key, &arguments, state));
    let own = supplies.clone();
    tera.register_filter("phrases", move |text: &str, arguments: Kwargs, state: &State| own.phrases(text, &arguments, state));
    let own = supplies.clone();
    tera.register_function("asset", move |arguments: Kwargs, _: &State| own.asset(&arguments));
    tera.register_filter("json", |value: Value, _: Kwargs, _: &State| json(&value));
}

impl Supplies {
    /// `{{ "page.updated" | t(date=page.updated_text) }}`; `lang="en"` asks for another language than the page's.
    fn word(&self, key: &str, arguments: &Kwargs, state: &State) -> TeraResult<String> {
        let lang = self.lang(arguments, state)?;
        let given: Vec<(String, String)> = arguments
            .iter()
            .filter(|(name, _)| name.as_str() != Some("lang"))
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect();
        let pairs: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.words.get(lang, key, &pairs).ok_or_else(|| Error::message(format!("`i18n` has no word `{key}`")))
    }

    fn phrases(&self, text: &str, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
        let lang = self.lang(arguments, state)?;
        let key = (lang, text.to_owned());
        if let Some(found) = self.phrased.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Value::safe_string(found));
        }
        let html = markdown::phrases(text, &self.languages[lang]);
        let value = Value::safe_string(&html);
        let mut phrased = self.phrased.write().unwrap_or_else(PoisonError::into_inner);
        if phrased.len() < MOST_PHRASED {
            phrased.insert(key, html);
        }
        Ok(value)
    }

    fn asset(&self, arguments: &Kwargs) -> TeraResult<String> {
        let path: &str = arguments.must_get("path")?;
        self.addresses.get(path).cloned().ok_or_else(|| Error::message(format!("the theme has no file `static/{path}`")))
    }

    fn lang(&self, arguments: &Kwargs, state: &State) -> TeraResult<Lang> {
        let asked: Option<String> = arguments.get::<String>("lang")?;
        let code = match asked {
            Some(code) => code,
            None => {
                let lang = state.get::<Value>("lang")?;
                let code = lang.as_ref().and_then(|lang| lang.get_from_path("code")).and_then(Value::as_str);
                code.ok_or_else(|| Error::message("`lang` is not visible here: give a component `@lang`"))?.to_owned()
            }
        };
        self.languages.by_code(&code).ok_or_else(|| Error::message(format!("`{code}` is not a language of this site")))
    }
}

/// JSON that may stand inside `<script type="application/ld+json">`: `<` cannot end the element.
fn json(value: &Value) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(Error::message)?;
    Ok(Value::safe_string(&text.replace('<', "\\u003c")))
}
