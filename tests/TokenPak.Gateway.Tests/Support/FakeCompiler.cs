using System.Text;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Originals;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>A compiler that does what the test says; by default it leaves everything as it is and counts four bytes a token.</summary>
internal sealed class FakeCompiler : IPromptCompiler
{
    private int _calls;

    public Func<CompileRequest, CancellationToken, Task<CompileResult>>? OnCompile { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    public CompileRequest? Last { get; private set; }

    public byte[] LastBody { get; private set; } = [];

    public bool IsAway { get; set; }

    /// <summary>What it says of the originals that it keeps.</summary>
    public OriginalsState? Originals { get; set; }

    public async ValueTask<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        Last = request;
        LastBody = request.Body.ToArray();
        if (IsAway) throw new HttpRequestException("away");
        if (OnCompile is not null) return await OnCompile(request, cancellationToken);
        var tokens = request.Body.Length / 4;
        return new CompileResult { Splices = [], TokensBefore = tokens, TokensAfter = tokens, Tokenizer = "o200k_base" };
    }

    public ValueTask<int> CountTokensAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken) =>
        IsAway ? throw new HttpRequestException("away") : ValueTask.FromResult(utf8Text.Length);

    public ValueTask<CompilerStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        IsAway ? throw new HttpRequestException("away") : ValueTask.FromResult(new CompilerStatus { CacheHits = 3, CacheMisses = 1, TtlSeconds = 60, RepeatHits = 2, Originals = Originals, MissReasons = new Dictionary<string, long> { ["new"] = 1 } });

    /// <summary>Replaces every occurrence of a text.</summary>
    public static Func<CompileRequest, CancellationToken, Task<CompileResult>> Replacing(string text, string replacement, int offset = 10, bool isNew = true) => (request, _) =>
    {
        List<Splice> splices = [];
        var needle = Encoding.UTF8.GetBytes(text);
        var body = request.Body.Span;
        for (var at = body.IndexOf(needle); at >= 0;)
        {
            splices.Add(new Splice(at, needle.Length, Encoding.UTF8.GetBytes(replacement), 5, offset, isNew));
            var next = body[(at + needle.Length)..].IndexOf(needle);
            at = next < 0 ? -1 : at + needle.Length + next;
        }

        return Task.FromResult(new CompileResult { Splices = splices, TokensBefore = 100, TokensAfter = 100 - (5 * splices.Count), Tokenizer = "o200k_base", PolicyId = "p1", Stages = [new StageSaving("json", 5 * splices.Count, splices.Count)] });
    };
}
