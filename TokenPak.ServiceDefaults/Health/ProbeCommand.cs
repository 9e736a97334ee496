using Microsoft.Extensions.Configuration;

namespace TokenPak.ServiceDefaults.Health;

/// <summary>
/// <c>TokenPak.Gateway probe</c>: asks the service that runs in the same container whether it is ready, for container engines that know health by a command
/// alone. The images have no shell and no curl.
/// </summary>
internal static class ProbeCommand
{
    public const string Name = "probe";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(Address());
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return 1;
        }
    }

    /// <summary>Where the service listens, by the variables that the engine gave both.</summary>
    private static Uri Address()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().Build();
        var url = configuration["urls"]?.Split(';')[0];
        var port = url is { Length: > 0 } ? Microsoft.AspNetCore.Http.BindingAddress.Parse(url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture) : configuration["http_ports"]?.Split(';')[0];
        return new Uri($"http://127.0.0.1:{port ?? "8080"}/ready");
    }
}
