using System.Globalization;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>The three kinds of documents: chunks, which can be found; retired ones, which can only be fetched by id; files.</summary>
internal static class Documents
{
    public const string Id = "id";
    public const string Path = "path";
    public const string Words = "words";
    public const string Kind = "kind";
    public const string FileName = "file";
    public const string Retired = "retired";
    public const string FileKind = "f";

    private const string Text = "text";
    private const string Title = "title";
    private const string Language = "lang";
    private const string Place = "place";
    private const string State = "state";

    /// <summary>Only how often a word occurs is kept: BM25 asks for no more.</summary>
    private static readonly FieldType Indexed = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS });

    public static Document OfChunk(IndexedChunk chunk)
    {
        var document = Fetchable(chunk);
        document.Add(new StringField(Path, chunk.Path, Field.Store.YES));
        document.Add(new Field(Words, $"{chunk.Path}\n{chunk.Title}\n{chunk.Text}", Indexed));
        return document;
    }

    public static Document OfRetired(IndexedChunk chunk, long ticks)
    {
        var document = Fetchable(chunk);
        document.Add(new StoredField(Path, chunk.Path));
        document.Add(new Int64Field(Retired, ticks, Field.Store.NO));
        return document;
    }

    public static Document OfFile(string path, IndexedFile file) =>
    [
        new StringField(Kind, FileKind, Field.Store.NO),
        new StringField(FileName, path, Field.Store.YES),
        new StoredField(State, string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.Modified} {file.Hash} {file.Chunks} {file.Tokens}")),
    ];

    public static IndexedChunk ToChunk(Document document)
    {
        var place = document.Get(Place).Split(' ');
        return new IndexedChunk
        {
            Id = document.Get(Id),
            Path = document.Get(Path),
            Title = document.Get(Title),
            Language = document.Get(Language),
            Start = int.Parse(place[0], CultureInfo.InvariantCulture),
            End = int.Parse(place[1], CultureInfo.InvariantCulture),
            Tokens = int.Parse(place[2], CultureInfo.InvariantCulture),
            Text = document.Get(Text),
        };
    }

    public static (string Path, IndexedFile File) ToFile(Document document)
    {
        var state = document.Get(State).Split(' ');
        return (document.Get(FileName), new IndexedFile(Number(state[0]), Number(state[1]), state[2], (int)Number(state[3]), Number(state[4])));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static Document Fetchable(IndexedChunk chunk) =>
    [
        new StringField(Id, chunk.Id, Field.Store.YES),
        new StoredField(Title, chunk.Title),
        new StoredField(Language, chunk.Language),
        new StoredField(Place, string.Create(CultureInfo.InvariantCulture, $"{chunk.Start} {chunk.End} {chunk.Tokens}")),
        new StoredField(Text, chunk.Text),
    ];

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }
}
