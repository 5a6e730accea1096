pub mod diagnostic;
pub mod external;
pub mod lang;
pub mod source;
pub mod write;
pub mod yaml;
