using System.Net;
using TokenPak.Local.Running;

namespace TokenPak.Local.Checking;

/// <summary>Sends one request through to a provider and reads the answer as a sentence.</summary>
internal static class ProviderCheck
{
    public static async Task<Finding> RunAsync(
        ProviderProbe probe, LocalClient client, string session, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        var variable = probe.KeyVariables.FirstOrDefault(name => !string.IsNullOrEmpty(environment(name)));
        using var request = probe.Create(variable is null ? null : environment(variable));
        request.Headers.Add("x-tokenpak-session", session);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return Read(probe, variable, response.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Finding(Verdict.Wrong, $"{probe.Label}: TokenPak itself did not answer.", "Is it being stopped? Run doctor again.");
        }
    }

    internal static Finding Read(ProviderProbe probe, string? variable, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when variable is null =>
            new Finding(Verdict.Good, $"{probe.Label}: a request went through and the provider answered; it wants a key, as it should ({probe.KeyVariables[0]} is not set here)."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            new Finding(Verdict.Wrong, $"{probe.Label}: a request went through, but the provider refused the key in {variable}.", "The way is fine; the key is not."),
        HttpStatusCode.TooManyRequests =>
            new Finding(Verdict.Note, $"{probe.Label}: a request went through; the provider says that its limit is reached (429)."),
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            new Finding(
                variable is null ? Verdict.Note : Verdict.Wrong,
                $"{probe.Label}: the provider cannot be reached from here ({(int)status}).",
                $"Is this machine offline, or TokenPak:Upstreams:{probe.Provider}:BaseUrl wrong?"),
        >= HttpStatusCode.InternalServerError =>
            new Finding(Verdict.Note, $"{probe.Label}: a request went through; the provider has a problem of its own ({(int)status})."),
        >= HttpStatusCode.BadRequest =>
            new Finding(Verdict.Note, $"{probe.Label}: something answered {(int)status}, which the provider would not.",
                $"Is TokenPak:Upstreams:{probe.Provider}:BaseUrl the provider's?"),
        _ => new Finding(Verdict.Good, $"{probe.Label}: a request went through and was answered{(variable is null ? "" : $", with the key in {variable}")}."),
    };
}
