using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenPak.Evaluation.Corpora;

/// <summary>Answers of list calls as web APIs give them, made by a seeded generator: nested owners, families of URLs, labels, nulls, members that some rows lack.</summary>
internal sealed class GeneratedLists(int seed)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Words = ["amber", "brook", "cedar", "delta", "ember", "fjord", "grove", "heron", "iris", "juniper", "kelp", "larch", "moss", "nettle", "otter", "pebble"];
    private static readonly string[] Languages = ["C#", "Go", "Rust", "Python", "TypeScript"];

    private readonly Random _random = new(seed);

    public static Corpus Read() => new("JSON lists", [.. Enumerable.Range(1, 5).SelectMany(seed => new GeneratedLists(seed).All())]);

    private IEnumerable<Sample> All()
    {
        yield return Sample("repositories", Repository, 15 + _random.Next(20));
        yield return Sample("issues", Issue, 15 + _random.Next(20));
        yield return Sample("orders", Order, 10 + _random.Next(20));
        yield return Sample("flights", Flight, 8 + _random.Next(12));
        yield return Sample("packages", Package, 20 + _random.Next(40));
    }

    private static Sample Sample(string name, Func<JsonObject> row, int rows) =>
        new($"{name} ({rows})", new JsonArray([.. Enumerable.Range(0, rows).Select(_ => row())]).ToJsonString(Indented), $"list_{name}", "{}");

    private JsonObject Repository()
    {
        var (owner, name) = (Word(), $"{Word()}-{Word()}");
        var api = $"https://api.example.com/repos/{owner}/{name}";
        return new JsonObject
        {
            ["id"] = _random.Next(1_000_000, 99_999_999),
            ["node_id"] = Token(24),
            ["name"] = name,
            ["full_name"] = $"{owner}/{name}",
            ["private"] = _random.Next(9) == 0,
            ["owner"] = User(owner),
            ["html_url"] = $"https://example.com/{owner}/{name}",
            ["description"] = _random.Next(4) == 0 ? null : $"A {Word()} for {Word()} and {Word()}",
            ["fork"] = _random.Next(5) == 0,
            ["url"] = api,
            ["issues_url"] = $"{api}/issues{{/number}}",
            ["commits_url"] = $"{api}/commits{{/sha}}",
            ["branches_url"] = $"{api}/branches{{/branch}}",
            ["pulls_url"] = $"{api}/pulls{{/number}}",
            ["releases_url"] = $"{api}/releases{{/id}}",
            ["created_at"] = Time(2015),
            ["pushed_at"] = Time(2025),
            ["stargazers_count"] = _random.Next(20_000),
            ["language"] = _random.Next(6) == 0 ? null : Languages[_random.Next(Languages.Length)],
            ["archived"] = false,
            ["open_issues_count"] = _random.Next(300),
            ["license"] = _random.Next(3) == 0 ? null : new JsonObject { ["key"] = "mit", ["name"] = "MIT License", ["spdx_id"] = "MIT" },
            ["default_branch"] = _random.Next(4) == 0 ? "master" : "main",
        };
    }

    private JsonObject Issue()
    {
        var number = _random.Next(1, 9000);
        var issue = new JsonObject
        {
            ["id"] = _random.Next(1_000_000, 99_999_999),
            ["number"] = number,
            ["title"] = $"{Word()} {Word()} fails when the {Word()} is {Word()}",
            ["state"] = _random.Next(3) == 0 ? "closed" : "open",
            ["user"] = User(Word()),
            ["labels"] = new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => new JsonObject { ["id"] = _random.Next(9999), ["name"] = Word(), ["color"] = Token(6) })]),
            ["comments"] = _random.Next(30),
            ["html_url"] = $"https://example.com/acme/tide/issues/{number}",
            ["created_at"] = Time(2025),
            ["updated_at"] = Time(2026),
            ["assignee"] = _random.Next(2) == 0 ? null : User(Word()),
        };
        if (_random.Next(5) == 0) issue["pull_request"] = new JsonObject { ["url"] = $"https://api.example.com/repos/acme/tide/pulls/{number}" };
        return issue;
    }

    private JsonObject Order() => new()
    {
        ["order_id"] = $"#W{_random.Next(1_000_000, 9_999_999)}",
        ["status"] = _random.Next(2) == 0 ? "delivered" : "processed",
        ["customer"] = new JsonObject { ["first_name"] = Word(), ["last_name"] = Word(), ["email"] = $"{Word()}{_random.Next(9999)}@example.com" },
        ["items"] = new JsonArray([.. Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => new JsonObject { ["sku"] = Token(10), ["name"] = $"{Word()} {Word()}", ["price"] = decimal.Round(_random.Next(100, 90_000) / 100m, 2), ["quantity"] = 1 + _random.Next(3) })]),
        ["address"] = new JsonObject { ["street"] = $"{_random.Next(1, 999)} {Word()} Street", ["city"] = Word(), ["zip"] = _random.Next(10_000, 99_999).ToString(CultureInfo.InvariantCulture), ["country"] = "NO" },
        ["placed_at"] = Time(2026),
    };

    private JsonObject Flight() => new()
    {
        ["flight_number"] = $"HAT{_random.Next(1, 300):D3}",
        ["origin"] = "OSL",
        ["destination"] = "BGO",
        ["scheduled_departure_time_est"] = $"{_random.Next(24):D2}:00:00",
        ["status"] = "available",
        ["available_seats"] = new JsonObject { ["basic_economy"] = _random.Next(20), ["economy"] = _random.Next(20), ["business"] = _random.Next(20) },
        ["prices"] = new JsonObject { ["basic_economy"] = _random.Next(50, 100), ["economy"] = _random.Next(100, 200), ["business"] = _random.Next(200, 500) },
    };

    private JsonObject Package()
    {
        var (name, version) = ($"{Word()}-{Word()}", $"{_random.Next(9)}.{_random.Next(20)}.{_random.Next(9)}");
        return new JsonObject { ["name"] = name, ["version"] = version, ["resolved"] = $"https://registry.example.com/{name}/-/{name}-{version}.tgz", ["integrity"] = $"sha512-{Token(60)}", ["dev"] = _random.Next(2) == 0 };
    }

    private JsonObject User(string login) => new()
    {
        ["login"] = login,
        ["id"] = _random.Next(1000, 9_999_999),
        ["avatar_url"] = $"https://avatars.example.com/u/{_random.Next(1000, 9_999_999)}?v=4",
        ["url"] = $"https://api.example.com/users/{login}",
        ["html_url"] = $"https://example.com/{login}",
        ["followers_url"] = $"https://api.example.com/users/{login}/followers",
        ["repos_url"] = $"https://api.example.com/users/{login}/repos",
        ["type"] = "User",
        ["site_admin"] = false,
    };

    private string Word() => Words[_random.Next(Words.Length)] + (_random.Next(3) == 0 ? "" : Words[_random.Next(Words.Length)]);

    private string Time(int year) =>
        new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(_random.Next(31_000_000)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Token(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "0123456789abcdefghijklmnopqrstuvwxyz"[_random.Next(36)]));
}
