using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Bodies;
using TokenPak.Gateway.CacheBreaks;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Forwarding;
using TokenPak.Gateway.Observation;
using TokenPak.Gateway.Routing;

namespace TokenPak.Gateway.Proxying;

/// <summary>One request on its way through: what each step found out. Becomes one <see cref="RequestCompleted"/>.</summary>
internal sealed class Exchange : IDisposable
{
    private PooledBody? _received;
    private PooledBody? _decoded;
    private ScanningStream? _scanning;
    private OutgoingBody? _outgoing;

    public required Guid Id { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required long Start { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>The span of this request; default where it is not recorded.</summary>
    public ActivityContext Span { get; init; }

    public PathMatch Match { get; set; }

    public CompilationMode Mode { get; set; }

    public VaultChoice Vault { get; set; }

    /// <summary>Whether the client named the mode itself.</summary>
    public bool IsModeOverridden { get; set; }

    /// <summary>The conversation's keyed hash, where it is known.</summary>
    public string? Conversation { get; set; }

    /// <summary>The conversation's arm, where it takes part in the holdout's comparison.</summary>
    public HoldoutArmKind? Arm { get; set; }

    /// <summary>Whether something follows on the conversation's first user message.</summary>
    public bool IsLaterTurn { get; set; }

    /// <summary>What is not as earlier turns sent it.</summary>
    public CacheBreak CacheBreak { get; set; }

    /// <summary>Cache markers that the gateway added to the body.</summary>
    public int CacheBreakpoints { get; set; }

    public int? ToolErrors { get; set; }

    public int? RetryCount { get; set; }

    /// <summary>How often TokenPak itself sent this request again.</summary>
    public int UpstreamRetries { get; set; }

    public string Provider { get; set; } = "";

    public Upstream? Target { get; set; }

    /// <summary>What is said of a budget that is nearly used up.</summary>
    public string? BudgetWarning { get; set; }

    /// <summary>The request's place among its caller's, given back at the end.</summary>
    public IDisposable? Place { get; set; }

    /// <summary>Where requests of this provider go, whatever the router says: whom the client gave its credential to.</summary>
    public Upstream? Home { get; set; }

    public Upstream HomeUpstream => Home ?? Upstream;

    /// <summary>What the router decided; null where no rule matched.</summary>
    public RouteTaken? Route { get; set; }

    /// <summary>Whether the router was asked.</summary>
    public bool IsRouted { get; set; }

    /// <summary>The model that the client asked for.</summary>
    public string? RequestedModel => Match.Model ?? Facts.Model;

    /// <summary>The model that the upstream is asked for.</summary>
    public string? Model => Route?.Rule.Model ?? RequestedModel;

    /// <summary>Where the request goes; set before anything is compiled or sent.</summary>
    public Upstream Upstream => Target ?? throw new InvalidOperationException("No upstream was chosen.");

    public string Tenant { get; set; } = "";

    public string? KeyId { get; set; }

    public string? SessionId { get; set; }

    public string? Agent { get; set; }

    /// <summary>Whether the client's credential is a login to a subscription.</summary>
    public bool IsLogin { get; set; }

    /// <summary>Whether the request is billed by subscription: with a login that goes along to the upstream.</summary>
    public bool Subscription => IsLogin && (Target is null || !UpstreamCredentials.StayHere(Target, HomeUpstream));

    /// <summary>Whether a bearer API key has to go out as <c>x-api-key</c>.</summary>
    public bool RewriteBearer { get; set; }

    public RequestFacts Facts { get; } = new();

    public CompileResult? Compiled { get; set; }

    public TimeSpan? CompileTime { get; set; }

    public string? Bypass { get; set; }

    public bool DropContentEncoding { get; set; }

    public long? RequestBytes { get; set; }

    public long? SentBytes { get; set; }

    public ResponseObserver? Response { get; set; }

    /// <summary>When the provider was called; null where it was not.</summary>
    public long? ForwardStart { get; set; }

    public TimeSpan? UpstreamTime { get; set; }

    public int StatusCode { get; set; }

    public RequestOutcome Outcome { get; set; }

    public string? ErrorType { get; set; }

    public TimeSpan Latency { get; set; }

    /// <summary>Counts up by one for each exchange that is finished.</summary>
    public long Sequence { get; set; }

    /// <summary>Keeps a buffer until the request is over.</summary>
    public void Owns(PooledBody body)
    {
        if (_received is null) _received = body;
        else _decoded = body;
    }

    /// <summary>Gives back every buffer but this one: all that is still needed.</summary>
    public void KeepOnly(PooledBody body)
    {
        if (_received != body) _received?.Dispose();
        if (_decoded != body) _decoded?.Dispose();
        (_received, _decoded) = (body, null);
    }

    /// <summary>Lets the body pass, reading its few interesting members on the way.</summary>
    public void ScanInPassing(HttpContext context, bool scan = true)
    {
        _scanning = new ScanningStream(context.Request.Body, scan ? Facts.Scanner() : null);
        context.Request.Body = _scanning;
    }

    /// <summary>Puts what is to be sent in the body's place.</summary>
    public void Send(HttpRequest request, OutgoingBody body)
    {
        _outgoing = body;
        request.Body = body.Open();
        request.ContentLength = body.Length;
        SentBytes = body.Length;
    }

    /// <summary>Whether the request can be sent once more: it has no body, one that is held in memory, or one of which nothing was read.</summary>
    public bool CanRewind(HttpContext context) =>
        _outgoing is not null || _scanning is { BytesRead: 0 } || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };

    /// <summary>Puts the body back to its beginning.</summary>
    public void Rewind(HttpRequest request)
    {
        if (_outgoing is not null) request.Body = _outgoing.Open();
    }

    /// <summary>Gives the request's buffers back, once nobody reads them any more; what was found out stays.</summary>
    public void Dispose()
    {
        if (_scanning is not null)
        {
            RequestBytes ??= _scanning.BytesRead;
            SentBytes ??= _scanning.BytesRead;
        }

        Place?.Dispose();
        _scanning?.Dispose();
        _received?.Dispose();
        _decoded?.Dispose();
    }
}
