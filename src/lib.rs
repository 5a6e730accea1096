pub mod diagnostic;
pub mod facts;
pub mod lang;
pub mod source;
pub mod yaml;
