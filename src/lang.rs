//! The languages of a site, and one value per language.

use std::ops::Index;

/// One of the site's languages, as configured: an index into the site's languages. The first is the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub(crate) u8);

impl Lang {
    pub const ORIGINAL: Lang = Lang(0);

    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// How a language is written down: its folder under `content/`, its tag in HTML, its name for readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageInfo {
    /// Folder and first part of the address: `ja`, `en`, `ja-easy`.
    pub code: String,
    /// BCP 47 tag, as written in `lang` and `hreflang`.
    pub tag: String,
    /// In the language itself: 日本語, English.
    pub name: String,
    /// The language that stands in wherever this one has no text: its pages and words may be few.
    pub fallback: Option<Lang>,
}

impl LanguageInfo {
    /// What a bare code in `site.yaml` stands for.
    pub fn of_code(code: &str) -> LanguageInfo {
        let name = match code {
            "ja" => "日本語",
            "en" => "English",
            "zh" | "zh-hans" => "简体中文",
            "zh-hant" => "繁體中文",
            "ko" => "한국어",
            "pt" => "Português",
            "es" => "Español",
            "vi" => "Tiếng Việt",
            "fr" => "Français",
            "de" => "Deutsch",
            other => other,
        };
        LanguageInfo { code: code.to_owned(), tag: code.to_owned(), name: name.to_owned(), fallback: None }
    }

    pub fn is_japanese(&self) -> bool {
        self.tag == "ja" || self.tag.starts_with("ja-")
    }
}

/// All languages of a site, in their order; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages(Vec<LanguageInfo>);

impl Languages {
    /// The most languages a site can have: `Lang` is one byte.
    pub const MOST: usize = 255;

    /// # Panics
    /// If there is none, or more than [`Languages::MOST`]; `config` refuses both.
    pub fn new(infos: Vec<LanguageInfo>) -> Languages {
        assert!((1..=Self::MOST).contains(&infos.len()), "config gave between one and 255 languages");
        Languages(infos)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        false
    }

    pub fn all(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..self.0.len()).map(|index| Lang(index as u8))
    }

    /// The languages in which everything is written: those without a fallback.
    pub fn complete(&self) -> impl Iterator<Item = Lang> + '_ {
        self.all().filter(|lang| self[*lang].fallback.is_none())
    }

    /// The codes of the languages in which everything is written.
    pub fn complete_codes(&self) -> impl Iterator<Item = &str> {
        self.complete().map(|lang| self[lang].code.as_str())
    }

    /// The language in which everything is there: the fallback, or the language itself.
    pub fn complete_for(&self, lang: Lang) -> Lang {
        self[lang].fallback.unwrap_or(lang)
    }

    pub fn by_code(&self, code: &str) -> Option<Lang> {
        self.0.iter().position(|info| info.code == code).map(|index| Lang(index as u8))
    }

    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|info| info.code.as_str())
    }
}

impl Index<Lang> for Languages {
    type Output = LanguageInfo;
    fn index(&self, lang: Lang) -> &LanguageInfo {
        &self.0[lang.index()]
    }
}

/// One value per language of the site; complete, so indexing by a `Lang` of the same site cannot fail.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PerLang<T>(Vec<T>);

impl<T> PerLang<T> {
    pub fn from_fn(languages: &Languages, value: impl FnMut(Lang) -> T) -> PerLang<T> {
        PerLang(languages.all().map(value).collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.0.iter().enumerate().map(|(index, value)| (Lang(index as u8), value))
    }

    pub fn get_mut(&mut self, lang: Lang) -> &mut T {
        &mut self.0[lang.index()]
    }
}

impl<T> Index<Lang> for PerLang<T> {
    type Output = T;
    fn index(&self, lang: Lang) -> &T {
        &self.0[lang.index()]
    }
}
