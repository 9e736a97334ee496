using System.CommandLine;
using TokenPak.VaultMeasures.Indexing;
using TokenPak.VaultMeasures.Recall;
using TokenPak.VaultMeasures.Scale;

var chunks = new Option<int>("--chunks") { Description = "Chunks in each engine", DefaultValueFactory = _ => 500_000 };
var queries = new Option<int>("--queries") { Description = "Lookups", DefaultValueFactory = _ => 1000 };
var scale = new Command("scale", "Lookup times among many chunks, engine beside engine.") { chunks, queries };
scale.SetAction(result => ScaleRun.Run(result.GetValue(chunks), result.GetValue(queries)));

var corpus = new Option<DirectoryInfo>("--corpus") { Description = "Folder with nq-open and xquad", Required = true };
var recall = new Command("recall", "Whether questions find the passages that answer them, engine beside engine.") { corpus };
recall.SetAction(result => result.GetValue(corpus) is { } folder ? RecallRun.Run([QuestionSet.NaturalQuestions(folder.FullName), QuestionSet.Xquad(folder.FullName)]) : 1);

var source = new Option<DirectoryInfo>("--source") { Description = "Folder of C# sources", DefaultValueFactory = _ => new DirectoryInfo(".") };
var code = new Command("code", "Whether the summary of a method finds the method, engine beside engine.") { source };
code.SetAction(result => result.GetValue(source) is { } folder ? RecallRun.Run([CodeSet.Read(folder.FullName)]) : 1);

var files = new Option<int>("--files") { Description = "Files to make and index", DefaultValueFactory = _ => 50_000 };
var index = new Command("index", "How long a folder takes to index, to look at again, and to follow a change.") { files };
index.SetAction(result => IndexRun.Run(result.GetValue(files)));

return await new RootCommand("Measures the vault.") { scale, recall, code, index }.Parse(args).InvokeAsync();
