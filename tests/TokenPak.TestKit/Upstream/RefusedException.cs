namespace TokenPak.TestKit.Upstream;

/// <summary>Ends the checking of a request with the error that the provider would answer.</summary>
internal sealed class RefusedException(ApiError error) : Exception(error.Message)
{
    public ApiError Error { get; } = error;
}
