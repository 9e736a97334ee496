namespace TokenPak.Gateway.Statistics;

/// <summary>A part of TokenPak that runs as a service of its own, by the name of its resource. In one process there is none.</summary>
/// <param name="Name">The name, as service discovery knows it.</param>
internal sealed record RemotePart(string Name);

/// <summary>Asks services whether their processes run at all.</summary>
internal sealed class RemoteParts(IEnumerable<RemotePart> parts, IHttpClientFactory clients)
{
    public const string ClientName = "tokenpak-parts";

    private readonly HashSet<string> _names = [.. parts.Select(part => part.Name)];

    public bool Has(string name) => _names.Contains(name);

    /// <summary>True where the service answers, or is part of this process.</summary>
    public async Task<bool> IsAliveAsync(string name, CancellationToken cancellationToken)
    {
        if (!Has(name)) return true;
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.GetAsync(new Uri($"http://{name}/alive"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            // Refused, silent, or unknown to service discovery.
            return false;
        }
    }
}
