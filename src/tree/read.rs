//! From a tree's file to the tree.

mod answers;
mod library;
mod tables;

use crate::diagnostic::{Diagnostic, Message};
use crate::lang::PerLang;
use crate::reading::{File, list, suggestion};
use crate::say;
use crate::source::{SourceId, Span};
use crate::tree::judge::Understood;
use crate::tree::kinds::{TREE_NAME, TREE_REDIRECT, TREE_SOURCE, TREE_TARGET};
use crate::tree::model::{Action, ActionId, Keyed, LastDay, Named, NodeId, Outcome, Question, QuestionId, Redirect, Stage, StageId, Tree};
use crate::tree::names::{self, Declared, Names};
use crate::tree::shape::Shape;
use crate::tree::text::{self, FactUse, QUESTION, Text};
use crate::yaml::{Fields, Yaml};
use tables::Tables;

/// A tree, and what of it could be understood.
pub struct Read {
    pub tree: Tree,
    pub understood: Understood,
}

/// Reads a tree. `None`, with a finding, if the file has no first question.
pub fn read(file: File, yaml: &Yaml, name: &str, table: Option<SourceId>, diagnostics: &mut Vec<Diagnostic>) -> Option<Read> {
    Fields::of(file.source, yaml, "a tree", diagnostics)?;
    let names = names::gather(file, yaml, diagnostics);
    let mut fields = Fields::of(file.source, yaml, "a tree", diagnostics)?;
    let title = fields.required("title").and_then(|yaml| file.words(yaml, fields.diagnostics())).unwrap_or_else(|| file.same(name));
    let facts_of = fields.text("facts_of").map(|(key, span)| Named { key, span });
    let phrases_of = fields.text("phrases_of").map(|(key, span)| Named { key, span });
    for key in ["root", "stages", "outcomes", "actions"] {
        fields.required(key);
    }
    let tables = tables::read(&mut fields, file);
    let redirects = fields.get("redirects");
    let mut reader = Reader { file, names, tables, uses: Vec::new(), suggested: 0, is_whole: true, knows_all: true };
    let redirects = redirects.map_or_else(Vec::new, |yaml| reader.redirects(yaml, fields.diagnostics()));
    let diagnostics = fields.diagnostics();
    let questions = reader.questions(diagnostics);
    let stages = reader.stages(diagnostics);
    let outcomes: Vec<Outcome> = reader.names.outcomes.clone().iter().map(|item| reader.outcome(item, diagnostics)).collect();
    let actions: Vec<Action> = reader.names.actions.clone().iter().map(|item| reader.action(item, diagnostics)).collect();
    fields.finish();
    reader.names.root?;

    let nodes = reader.names.nodes.iter().map(|(id, node)| ((*id).to_owned(), *node)).collect();
    let Tables { groups, who, at_hand, from, source_kinds, sources, facts } = reader.tables;
    let is_whole = reader.is_whole && reader.names.is_whole;
    let understood = Understood { ways: is_whole, names: is_whole && reader.knows_all };
    let source = file.source.id;
    let shape = Shape::of(&questions);
    let (name, fact_uses) = (name.to_owned(), reader.uses);
    let tree = Tree {
        name,
        source,
        table,
        title,
        facts_of,
        phrases_of,
        groups,
        stages,
        questions,
        outcomes,
        actions,
        who,
        at_hand,
        from,
        source_kinds,
        sources,
        facts,
        redirects,
        fact_uses,
        nodes,
        shape,
    };
    Some(Read { tree, understood })
}

/// Wrong names for which a near one is looked for. Beyond them something else is amiss, and each would be compared with every name.
const MOST_SUGGESTED: usize = 100;

/// A file being read, with all that may be named in it.
struct Reader<'a> {
    file: File<'a>,
    names: Names<'a>,
    tables: Tables,
    uses: Vec<FactUse>,
    /// How many names were looked for among those that may have been meant.
    suggested: usize,
    /// Whether every answer was understood, and leads somewhere.
    is_whole: bool,
    /// Whether every name is that of something.
    knows_all: bool,
}

impl<'a> Reader<'a> {
    fn questions(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        let root = self.names.root;
        questions.extend(root.iter().map(|item| self.question(item, None, diagnostics)));
        for (at, items) in self.names.questions.clone().iter().enumerate() {
            questions.extend(items.iter().map(|item| self.question(item, Some(StageId(at as u32)), diagnostics)));
        }
        questions
    }

    fn question(&mut self, item: &Declared, stage: Option<StageId>, diagnostics: &mut Vec<Diagnostic>) -> Question {
        let mut fields = open(self.file, item.yaml, "a question", diagnostics);
        fields.get("id");
        let ask = self.required_text(&mut fields, "ask", item);
        if let Some(yaml) = fields.get("ask") {
            text::check_length(self.file, yaml, &ask, QUESTION, &self.tables.facts, fields.diagnostics());
        }
        let why = self.required_text(&mut fields, "why", item);
        let hint = self.text(&mut fields, "hint");
        let do_first = self.actions(&mut fields, "do_first");
        if stage.is_none() {
            // Read with the tables.
            fields.get("groups");
        }
        let answers = fields.get("answers").map_or_else(Vec::new, |yaml| self.answers(yaml, stage, fields.diagnostics()));
        fields.finish();
        Question { id: item.id.to_owned(), stage, ask, why, hint, do_first, answers, span: item.span }
    }

    fn stages(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Stage> {
        let mut next = u32::from(self.names.root.is_some());
        let mut stages = Vec::new();
        for (at, item) in self.names.stages.clone().iter().enumerate() {
            let count = self.names.questions[at].len() as u32;
            let questions: Vec<QuestionId> = (next..next + count).map(QuestionId).collect();
            next += count;
            stages.push(self.stage(item, questions, diagnostics));
        }
        stages
    }

    fn stage(&mut self, item: &Declared, questions: Vec<QuestionId>, diagnostics: &mut Vec<Diagnostic>) -> Stage {
        let mut fields = open(self.file, item.yaml, "a stage", diagnostics);
        fields.get("id");
        let title = fields.required("title").and_then(|yaml| self.file.words(yaml, fields.diagnostics()));
        let title = title.unwrap_or_else(|| self.file.same(item.id));
        let audience = self.required_text(&mut fields, "for", item);
        fields.required("questions");
        let start = fields.required_text("start").and_then(|(id, span)| self.start(&id, span, &questions, fields.diagnostics()));
        fields.finish();
        Stage { id: item.id.to_owned(), title, audience, start, questions, span: item.span }
    }

    fn start(&mut self, id: &str, span: Span, own: &[QuestionId], diagnostics: &mut Vec<Diagnostic>) -> Option<QuestionId> {
        let found = match self.names.nodes.get(id) {
            Some(NodeId::Question(question)) => Some(*question).filter(|question| own.contains(question)),
            _ => None,
        };
        if found.is_none() && self.names.is_whole {
            let known = self.names.nodes.iter().filter(|(_, node)| matches!(node, NodeId::Question(question) if own.contains(question)));
            let help = suggestion(id, known.map(|(id, _)| *id));
            self.miss(Diagnostic::new(&TREE_TARGET, span, say!("`{id}` is no question of this stage", id = id)).help(help), diagnostics);
        }
        found
    }

    fn redirects(&mut self, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Vec<Redirect> {
        let mut redirects = Vec::new();
        for entry in crate::reading::open_map(yaml, diagnostics) {
            let to = self.file.text(&entry.value).unwrap_or_default().to_owned();
            let finding = |span, message: Message, help: Message| Diagnostic::new(&TREE_REDIRECT, span, message).help(help);
            match self.names.nodes.get(to.as_str()) {
                _ if self.names.nodes.contains_key(entry.key.as_str()) => diagnostics.push(finding(
                    entry.key_span,
                    say!("`{old}` exists, so it cannot be redirected", old = entry.key),
                    say!("remove this line, or that question or outcome"),
                )),
                Some(to) => redirects.push(Redirect { old: entry.key.clone(), to: *to }),
                None => diagnostics.push(finding(
                    entry.value.span,
                    say!("there is no question and no outcome `{to}`", to = to),
                    self.suggestion_among_nodes(&to),
                )),
            }
        }
        redirects
    }

    /// A text that must be there; the id stands in for it.
    fn required_text(&mut self, fields: &mut Fields<'_>, key: &'static str, item: &Declared) -> Text {
        fields.required(key);
        self.text(fields, key).unwrap_or_else(|| self.stand_in(item.id, item.span))
    }

    fn stand_in(&self, words: &str, span: Span) -> Text {
        let words = text::Piece::Words(words.to_owned());
        Text { pieces: PerLang::from_fn(self.file.languages, |_| vec![words.clone()]), span }
    }

    fn text(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<Text> {
        self.text_beside(fields, key, None)
    }

    /// A text in which `{days}` is the number that stands beside it.
    fn text_beside(&mut self, fields: &mut Fields<'_>, key: &'static str, day: Option<&LastDay>) -> Option<Text> {
        let yaml = fields.get(key)?;
        text::read_beside(self.file, yaml, day.map(|day| day.days), &mut self.uses, fields.diagnostics())
    }

    /// A list of actions; those that do not exist are findings, and left out.
    fn actions(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<ActionId> {
        fields.get(key).map_or_else(Vec::new, |yaml| self.action_list(yaml, fields.diagnostics()))
    }

    fn action_list(&mut self, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Vec<ActionId> {
        let mut actions = Vec::new();
        for name in self.named_list(yaml, diagnostics) {
            match self.names.action_ids.get(name.key.as_str()) {
                Some(id) => actions.push(*id),
                None => self.unknown(&name, "an action of this tree", self.names.action_ids.keys().copied().collect(), diagnostics),
            }
        }
        actions
    }

    fn named_list(&self, yaml: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Vec<Named> {
        let mut names = Vec::new();
        for item in list(yaml, diagnostics) {
            match self.file.text(item) {
                Some(key) => names.push(Named { key: key.to_owned(), span: item.span }),
                None => diagnostics.push(crate::yaml::wrong_type(item, "a name")),
            }
        }
        names
    }

    /// The keys of a list that a table has; the others are findings.
    fn keys<T>(&mut self, fields: &mut Fields<'_>, key: &'static str, table: fn(&Tables) -> &Keyed<T>, what: &'static str) -> Vec<Named> {
        let Some(yaml) = fields.get(key) else { return Vec::new() };
        let mut names = self.named_list(yaml, fields.diagnostics());
        names.retain(|name| self.is_in(name, table, what, fields.diagnostics()));
        names
    }

    fn is_in<T>(&mut self, name: &Named, table: fn(&Tables) -> &Keyed<T>, what: &'static str, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let is_there = table(&self.tables).get(&name.key).is_some();
        if !is_there {
            let known: Vec<String> = table(&self.tables).keys().map(str::to_owned).collect();
            self.unknown(name, what, known.iter().map(String::as_str).collect(), diagnostics);
        }
        is_there
    }

    fn unknown(&mut self, name: &Named, what: &'static str, known: Vec<&str>, diagnostics: &mut Vec<Diagnostic>) {
        self.knows_all = false;
        if self.names.is_whole {
            let message = say!("`{name}` is not {what}", name = name.key, what = what);
            diagnostics.push(Diagnostic::new(&TREE_NAME, name.span, message).help(self.suggestion(&name.key, known.into_iter())));
        }
    }

    fn suggestion_among_nodes(&mut self, name: &str) -> Message {
        let nodes: Vec<&str> = if self.suggested < MOST_SUGGESTED { self.names.nodes.keys().copied().collect() } else { Vec::new() };
        self.suggestion(name, nodes.into_iter())
    }

    /// What may have been meant; a long list of all there is would help nobody.
    fn suggestion<'n>(&mut self, name: &str, known: impl Iterator<Item = &'n str>) -> Message {
        self.suggested += 1;
        let known: Vec<&str> = known.collect();
        let is_near = || crate::yaml::closest(name, known.iter().copied()).is_some();
        match self.suggested > MOST_SUGGESTED || (known.len() > 12 && !is_near()) {
            true => say!("correct the name, or add it to its list"),
            false => suggestion(name, known.into_iter()),
        }
    }

    /// The sources of something that must have some.
    fn sources(&mut self, fields: &mut Fields<'_>, item: &Declared) -> Vec<Named> {
        let Some(yaml) = fields.get("sources") else {
            fields.report(
                Diagnostic::new(&TREE_SOURCE, item.span, say!("`{id}` names no source", id = item.id))
                    .help(say!("add `sources: […]` with keys of the list `sources`")),
            );
            return Vec::new();
        };
        let names = self.named_list(yaml, fields.diagnostics());
        if names.is_empty() && yaml.as_seq().is_some() {
            fields.report(
                Diagnostic::new(&TREE_SOURCE, yaml.span, say!("`{id}` names no source", id = item.id))
                    .help(say!("name at least one key of the list `sources`")),
            );
        }
        tables::listed_sources(names, &self.tables.sources, fields.diagnostics())
    }

    /// A finding about something that leads nowhere; what lies behind it is not blamed as well.
    fn miss(&mut self, finding: Diagnostic, diagnostics: &mut Vec<Diagnostic>) {
        self.is_whole = false;
        diagnostics.push(finding);
    }
}

fn open<'a>(file: File<'a>, yaml: &'a Yaml, what: &'static str, diagnostics: &'a mut Vec<Diagnostic>) -> Fields<'a> {
    Fields::of(file.source, yaml, what, diagnostics).expect("names::gather() took only maps")
}
