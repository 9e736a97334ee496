namespace TokenPak.Gateway.Errors;

/// <summary>The stable <c>type</c> of TokenPak's own errors (docs/gateway.md lists them).</summary>
internal static class ErrorTypes
{
    public const string UnknownProvider = "unknown_provider";
    public const string UpstreamNotConfigured = "upstream_not_configured";
    public const string CredentialMismatch = "credential_mismatch";
    public const string InvalidMode = "invalid_mode";
    public const string InvalidVault = "invalid_vault";
    public const string InvalidRequest = "invalid_request";
    public const string MalformedJson = "malformed_json";
    public const string RequestTooLarge = "request_too_large";
    public const string UpstreamUnreachable = "upstream_unreachable";
    public const string UpstreamTimeout = "upstream_timeout";
    public const string CircuitOpen = "circuit_open";
    public const string RateLimited = "rate_limited";
    public const string TooManyConcurrentRequests = "too_many_concurrent_requests";
    public const string BudgetExceeded = "budget_exceeded";
    public const string BudgetUnavailable = "budget_unavailable";
    public const string RequestTimeout = "request_timeout";
    public const string HostNotAllowed = "host_not_allowed";
    public const string ForeignOrigin = "foreign_origin";
    public const string Unauthorized = "unauthorized";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string Unavailable = "unavailable";
    public const string TooManyAttempts = "too_many_attempts";
    public const string NotFound = "not_found";
}
