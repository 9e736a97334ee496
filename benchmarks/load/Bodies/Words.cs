using System.Text;

namespace TokenPak.Load.Bodies;

/// <summary>Text that is the same on every machine and in every run: a seeded generator over fixed words.</summary>
internal sealed class Words(uint seed)
{
    private static readonly string[] Vocabulary =
    [
        "account", "adapter", "amount", "archive", "balance", "batch", "buffer", "cache", "channel", "client", "column", "commit", "config", "contract", "counter", "currency", "cursor", "customer",
        "deadline", "delivery", "discount", "document", "endpoint", "entry", "event", "export", "feature", "filter", "folder", "gateway", "handler", "header", "history", "import", "index", "invoice",
        "journal", "ledger", "limit", "listener", "message", "meter", "migration", "module", "offset", "order", "packet", "partner", "payment", "period", "policy", "price", "profile", "query", "queue",
        "record", "refund", "region", "release", "report", "request", "reservation", "result", "retry", "schedule", "schema", "segment", "session", "shipment", "snapshot", "source", "status", "stream",
        "summary", "tenant", "ticket", "token", "total", "transfer", "update", "user", "value", "vendor", "version", "voucher", "warehouse", "webhook", "window", "worker", "writer",
    ];

    private uint _state = seed;

    /// <summary>A number below <paramref name="limit"/>.</summary>
    public int Next(int limit)
    {
        _state = unchecked((_state * 1664525) + 1013904223);
        return (int)((_state >> 8) % (uint)limit);
    }

    public string Word() => Vocabulary[Next(Vocabulary.Length)];

    public string Name()
    {
        var word = Word();
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    public string Type() => Name() + Name();

    public string Path() => $"src/{Name()}s/{Type()}.cs";

    public string Hex(int digits)
    {
        var text = new StringBuilder(digits);
        for (var i = 0; i < digits; i++) text.Append("0123456789abcdef"[Next(16)]);
        return text.ToString();
    }

    public string Sentence()
    {
        var text = new StringBuilder(Name());
        for (var left = 7 + Next(9); left > 0; left--) text.Append(' ').Append(Next(4) == 0 ? "the " : "").Append(Word());
        return text.Append('.').ToString();
    }

    public string Prose(int characters)
    {
        var text = new StringBuilder(Sentence());
        while (text.Length < characters) text.Append(Next(6) == 0 ? "\n\n" : " ").Append(Sentence());
        return text.ToString();
    }
}
