using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using TokenPak.Compiler.Vault.Indexing;

namespace TokenPak.VaultMeasures.Engines;

/// <summary>
/// SQLite's FTS5: as it comes, or fed with the vault's own words and asked for the rare ones, under the same limit. FTS5 does not tell in how many rows a
/// word is without counting them; the counts are handed to it here for nothing.
/// </summary>
internal sealed partial class SqliteEngine : ISearchEngine
{
    private readonly bool _ownWords;
    private readonly WordAnalyzer _analyzer = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _search;
    private SqliteTransaction? _transaction;

    public SqliteEngine(string folder, bool ownWords)
    {
        _ownWords = ownWords;
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "fts.db")};Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA mmap_size=4294967296;");
        Run(ownWords ? "CREATE VIRTUAL TABLE t USING fts5(x, content='', contentless_delete=1, tokenize='ascii')" : "CREATE VIRTUAL TABLE t USING fts5(x)");
        _transaction = _connection.BeginTransaction();
        _insert = Command("INSERT INTO t(rowid, x) VALUES ($id, $text)", "$id", "$text");
        _search = Command("SELECT rowid, -bm25(t) FROM t WHERE t MATCH $query ORDER BY rank LIMIT $count", "$query", "$count");
    }

    public string Name => _ownWords ? "SQLite FTS5, the vault's words" : "SQLite FTS5, defaults";

    public void Add(int id, string text)
    {
        var words = _ownWords ? _analyzer.TokensOf(text).ToList() : null;
        foreach (var word in words?.Distinct() ?? []) _counts[word] = _counts.GetValueOrDefault(word) + 1;

        _insert.Transaction = _transaction;
        _insert.Parameters["$id"].Value = id;
        _insert.Parameters["$text"].Value = words is null ? text : string.Join(' ', words.Select(Plain));
        _insert.ExecuteNonQuery();
    }

    public void Seal()
    {
        _transaction?.Commit();
        _transaction = null;
        (_insert.Transaction, _search.Transaction) = (null, null);
        Run("INSERT INTO t(t) VALUES ('optimize')");
    }

    public IReadOnlyList<(int Id, double Score)> Search(string query, int count)
    {
        var words = _ownWords ? Rare(_analyzer.TokensOf(query)) : [.. Letters().Matches(query).Select(word => word.Value).Distinct()];
        if (words.Count == 0) return [];
        _search.Parameters["$query"].Value = string.Join(" OR ", words.Select(word => $"\"{Plain(word)}\""));
        _search.Parameters["$count"].Value = count;
        var found = new List<(int, double)>();
        using var rows = _search.ExecuteReader();
        while (rows.Read()) found.Add((rows.GetInt32(0), rows.GetDouble(1)));
        return found;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _search.Dispose();
        _connection.Dispose();
        _analyzer.Dispose();
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Letters();

    private static string Plain(string word) => string.Concat(word.Select(c => char.IsAsciiLetterOrDigit(c) || c > 127 ? c : 'x'));

    private List<string> Rare(IEnumerable<string> words)
    {
        var rare = new List<string>();
        long rows = 0;
        foreach (var word in words.Distinct().Where(_counts.ContainsKey).OrderBy(word => _counts[word]).Take(RareWords.MaxWords))
        {
            rows += _counts[word];
            if (rows > RareWords.MaxPostings && rare.Count > 0) break;
            rare.Add(word);
        }

        return rare;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters) command.Parameters.AddWithValue(parameter, DBNull.Value);
        return command;
    }
}
