//! The arguments.

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Game-theoretic bargaining: is there a deal all parties prefer to none, what does it need, what closes it?
///
/// For the analysis of mediation. Every number is yours; every answer carries its check.
#[derive(Debug, Parser)]
#[command(name = "zopa", version, about, long_about, max_term_width = 100)]
pub struct Args {
    /// What to do; without a command, a short welcome.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Is there any deal everybody prefers to no deal, what does it need, what closes it?
    Zone(QuestionArgs),
    /// Which deals do fairness principles point to?
    Solve(SolveArgs),
    /// Who blocks a deal, by how much, and what small change would open a zone?
    WhyNot(QuestionArgs),
    /// For which values of a number is there a zone, and where does the Nash deal change?
    Threshold(ThresholdArgs),
    /// Who must be in, who would leave, and how may a surplus be shared?
    Coalitions(CoalitionsArgs),
    /// Who decides in a vote, and how often?
    Power(PowerArgs),
    /// Which groups of members are acceptable?
    Compose(QuestionArgs),
    /// What would everybody do in a game, if nobody could gain by doing something else?
    Equilibria(EquilibriaArgs),
    /// Who gets which issue, if two parties divide them?
    Divide(QuestionArgs),
    /// Does a plan of several consents work, who stops it, and on what does it hinge?
    Sequence(QuestionArgs),
    /// How does one number follow from the file, line by line?
    Explain(ExplainArgs),
    /// Who wants what, and where does each number come from?
    Show(ShowArgs),
    /// Is a case file complete and honest?
    Check(CheckArgs),
    /// Write a small case to start from
    Init(InitArgs),
    /// Print the JSON schema of a case file or of the answers
    Schema(SchemaArgs),
    /// List the built-in cases
    Models(ModelsArgs),
    /// Does this build reproduce the published answers?
    Selftest(SelftestArgs),
    /// Is a saved answer right for a case?
    Verify(VerifyArgs),
    /// Write a game of another tool again, as .nfg, .efg or JSON, or a case of another tool as a case file
    Convert(ConvertArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct OutputArgs {
    /// Print JSON, for scripts
    #[arg(long)]
    pub json: bool,
}

/// A case in the files of another tool.
#[derive(Debug, Default, clap::Args)]
pub struct FilesArgs {
    /// A case of GENIUS: the domain in XML, then a profile in XML for each party
    #[arg(long, num_args = 2.., value_names = ["DOMAIN", "PROFILE"])]
    pub genius: Vec<String>,
    /// A case of GeniusWeb: the domain in JSON, then a profile in JSON for each party
    #[arg(long, num_args = 2.., value_names = ["DOMAIN", "PROFILE"], conflicts_with = "genius")]
    pub geniusweb: Vec<String>,
    /// A case of KTAB: a table (CSV) of actors with influence, positions and salience
    #[arg(long, value_name = "FILE", conflicts_with_all = ["genius", "geniusweb"])]
    pub ktab: Option<String>,
}

/// The flags of [`FilesArgs`].
const FILES_FLAGS: [&str; 3] = ["genius", "geniusweb", "ktab"];

/// A case and what is changed for this run.
#[derive(Debug, clap::Args)]
pub struct CaseArgs {
    /// A case file (TOML or JSON) or a table (CSV), the name of a built-in case, or - for standard input
    #[arg(required_unless_present_any = FILES_FLAGS, conflicts_with_all = FILES_FLAGS)]
    pub case: Option<String>,
    /// Files of another tool, instead.
    #[command(flatten)]
    pub files: FilesArgs,
    /// Another number at a path, such as parties.GOV.walk_away=70
    #[arg(long, value_name = "PATH=NUMBER")]
    pub set: Vec<String>,
    /// Fix an issue at a level: a label, an index from 0, or #INDEX
    #[arg(long, value_name = "ISSUE=LEVEL")]
    pub fix: Vec<String>,
    /// Highest level of an issue, instead of the file's limit on it
    #[arg(long, value_name = "ISSUE=LEVEL")]
    pub cap: Vec<String>,
    /// Let a shock happen, at a share of its assumed strength if a factor is given
    #[arg(long, value_name = "NAME[*FACTOR]")]
    pub shock: Vec<String>,
    /// Lift a condition, or all of them; limits stay
    #[arg(long, value_name = "NAME|all")]
    pub without: Vec<String>,
}

/// A question about a case.
#[derive(Debug, clap::Args)]
pub struct QuestionArgs {
    /// The case.
    #[command(flatten)]
    pub case: CaseArgs,
    /// How the answer is printed.
    #[command(flatten)]
    pub output: OutputArgs,
    /// Print rows for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Stop after this many seconds with what is known by then
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    pub time_limit: Option<f64>,
}

/// A question about solutions.
#[derive(Debug, clap::Args)]
pub struct SolveArgs {
    /// The question.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Concepts, separated by commas [default: those that need nothing beyond the case]
    #[arg(long, value_name = "NAME,NAME")]
    pub concepts: Option<String>,
    /// Bargaining weights for weighted_nash
    #[arg(long, value_name = "PARTY=NUMBER,...")]
    pub weights: Option<String>,
    /// Proportions of gains for proportional
    #[arg(long, value_name = "PARTY=NUMBER,...")]
    pub proportions: Option<String>,
    /// The space of outcomes [default: what the case gives]
    #[arg(long, value_enum)]
    pub over: Option<Space>,
}

/// A question about a number.
#[derive(Debug, clap::Args)]
pub struct ThresholdArgs {
    /// The question.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// The number: its path, such as parties.GOV.walk_away, or shocks.NAME.factor for the strength of a shock
    #[arg(long, value_name = "PATH")]
    pub of: String,
    /// A second number: the answer has a row for each of several values of it
    #[arg(long, value_name = "PATH")]
    pub and: Option<String>,
}

/// A space of outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Space {
    /// Single packages
    Packages,
    /// Lotteries over acceptable packages
    Lotteries,
    /// Lotteries over all admissible packages that are acceptable on average
    LotteriesOnAverage,
    /// A convex set that the case gives
    Set,
}

/// How a sample is drawn.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct SampleArgs {
    /// Estimate from this many random draws what is too large for an exact answer
    #[arg(long, value_name = "N")]
    pub sample: Option<u64>,
    /// Where the draws start; the same seed gives the same draws
    #[arg(long, value_name = "S", requires = "sample")]
    pub seed: Option<u64>,
}

/// A question about coalitions.
#[derive(Debug, clap::Args)]
pub struct CoalitionsArgs {
    /// The question.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Concepts, separated by commas [default: those that fit the game and its size]
    #[arg(long, value_name = "NAME,NAME")]
    pub concepts: Option<String>,
    /// How the others regroup when a coalition forms [default: as the case says, else pessimistic]
    #[arg(long, value_name = "RULE")]
    pub externality: Option<String>,
    /// How a sample is drawn.
    #[command(flatten)]
    pub sample: SampleArgs,
}

/// A question about power.
#[derive(Debug, clap::Args)]
pub struct PowerArgs {
    /// The question.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// Indices, separated by commas [default: all]
    #[arg(long, value_name = "NAME,NAME")]
    pub indices: Option<String>,
    /// How a sample is drawn.
    #[command(flatten)]
    pub sample: SampleArgs,
}

/// A question about the equilibria of a game.
#[derive(Debug, clap::Args)]
pub struct EquilibriaArgs {
    /// The question.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// All equilibria, as far as they can be listed: of two players all extreme ones and their connected sets
    #[arg(long, group = "asked")]
    pub all: bool,
    /// One equilibrium, found fast
    #[arg(long, group = "asked")]
    pub one: bool,
    /// All equilibria in which everybody plays one strategy for sure
    #[arg(long, group = "asked")]
    pub pure: bool,
    /// Concepts, separated by commas, instead
    #[arg(long, value_name = "NAME,NAME", group = "asked")]
    pub concepts: Option<String>,
    /// Whether this is an equilibrium: probabilities in the order in which --gambit prints them
    #[arg(long, value_name = "NUMBER,NUMBER,...", group = "asked", allow_hyphen_values = true)]
    pub profile: Option<String>,
    /// Print lines of the form NE,1/2,1/2,... as other programs of the field do
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    pub gambit: bool,
}

/// A question about one number.
#[derive(Debug, clap::Args)]
#[command(allow_missing_positional = true)]
pub struct ExplainArgs {
    /// The question.
    #[command(flatten)]
    pub question: QuestionArgs,
    /// A number of an answer or of the case: solve.nash.GOV, zone.acceptable, parties.GOV.walk_away
    pub path: String,
}

/// What to show of a case.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The case.
    #[command(flatten)]
    pub case: CaseArgs,
    /// How the answer is printed.
    #[command(flatten)]
    pub output: OutputArgs,
    /// Print one row for each number
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// The sources, and how many numbers rest on each
    #[arg(long, conflicts_with = "numbers")]
    pub sources: bool,
    /// Every number with its path
    #[arg(long)]
    pub numbers: bool,
}

/// How a case file is checked.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Case files, names of built-in cases, or - for standard input
    #[arg(required_unless_present_any = FILES_FLAGS, conflicts_with_all = FILES_FLAGS)]
    pub cases: Vec<String>,
    /// Files of another tool, instead.
    #[command(flatten)]
    pub files: FilesArgs,
    /// Fail on warnings too, such as a number with no source
    #[arg(long)]
    pub strict: bool,
    /// How the answer is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Where a first case goes.
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// The file to write; it must not exist. Without it, the case is printed
    pub file: Option<std::path::PathBuf>,
}

/// Which schema is printed.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// The schema of a case file, or of the JSON answers
    #[arg(value_enum, default_value_t = SchemaOf::Case)]
    pub of: SchemaOf,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A case file
    Case,
    /// The answers of --json
    Answer,
}

/// Which built-in cases are listed.
#[derive(Debug, clap::Args)]
pub struct ModelsArgs {
    /// Only those with published answers of this concept, such as nash or power.shapley
    #[arg(long, value_name = "NAME", conflicts_with = "by_concept")]
    pub concept: Option<String>,
    /// List them by the concepts of which they have published answers
    #[arg(long)]
    pub by_concept: bool,
    /// How the answer is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Which built-in cases are run.
#[derive(Debug, clap::Args)]
pub struct SelftestArgs {
    /// Names of built-in cases [default: all]
    pub models: Vec<String>,
    /// How the answer is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// A saved answer and its case.
#[derive(Debug, clap::Args)]
#[command(allow_missing_positional = true)]
pub struct VerifyArgs {
    /// The case file or the name of a built-in case
    #[arg(required_unless_present_any = FILES_FLAGS, conflicts_with_all = FILES_FLAGS)]
    pub case: Option<String>,
    /// Files of another tool, instead.
    #[command(flatten)]
    pub files: FilesArgs,
    /// A file that --json printed
    pub answer: std::path::PathBuf,
    /// How the answer is printed.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// A shell.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// A game or a case of another tool, and how it is written.
#[derive(Debug, clap::Args)]
pub struct ConvertArgs {
    /// A game file (.nfg or .efg) or a table (CSV), or - for standard input
    #[arg(required_unless_present_any = FILES_FLAGS, conflicts_with_all = FILES_FLAGS)]
    pub file: Option<String>,
    /// Files of another tool, instead; they are written as a case file.
    #[command(flatten)]
    pub files: FilesArgs,
    /// The format to write [default: that of the name of OUT, else that of FILE, or toml for a case]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Option<GameTo>,
    /// The file to write; it must not exist. Without it, the game is printed
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<std::path::PathBuf>,
}

/// A format that games are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GameTo {
    /// Normal form
    Nfg,
    /// Extensive form
    Efg,
    /// Data for scripts
    Json,
    /// A case file
    Toml,
}
