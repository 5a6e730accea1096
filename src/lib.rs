pub mod diagnostic;
pub mod lang;
pub mod markdown;
pub mod source;
pub mod yaml;
