using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using TokenPak.ServiceDefaults.Observability;

namespace TokenPak.ServiceDefaults.Configuration;

/// <summary>What a service needs when it runs on its own. <c>TokenPak.Local</c> does not ask: it embeds what would be missing.</summary>
public static class RequiredConfiguration
{
    /// <summary>
    /// Checks that the connection strings and the services' addresses are set and can be used; where one is not, writes one line that names it to standard
    /// error. A value is never repeated, since it may hold a password.
    /// </summary>
    /// <returns>False where something is missing: the caller ends with a non-zero exit code.</returns>
    public static bool HasRequired(this IHostApplicationBuilder builder, string service, RequiredConnection[] connections, string[] services)
    {
        var configuration = builder.Configuration;
        var missing = connections
            .Where(connection => string.IsNullOrWhiteSpace(configuration.GetConnectionString(connection.Name)))
            .Select(connection => Describe(connection.Name))
            .Concat(services.Where(name => !AddressesOf(configuration, name).Any()).Select(name => $"services:{name}:http:0 (environment services__{name}__http__0)"))
            .ToArray();
        if (missing.Length > 0)
        {
            Console.Error.WriteLine($"The {service} cannot start alone without {string.Join(" and ", missing)}; for everything in one process run TokenPak.Local.");
            return false;
        }

        var unusable = connections
            .Where(connection => !connection.IsUsable(configuration.GetConnectionString(connection.Name) ?? ""))
            .Select(connection => $"{Describe(connection.Name)} must be like {connection.Shape}")
            .Concat(services.SelectMany(name => AddressesOf(configuration, name)).Where(address => !IsAddress(address.Value)).Select(address => $"{address.Path} must be an address like http://host:port"))
            .ToList();
        if (configuration[ObservabilityExtensions.EndpointKey] is { Length: > 0 } otlp && !IsAddress(otlp)) unusable.Add($"{ObservabilityExtensions.EndpointKey} must be an address like http://host:port");
        if (unusable.Count == 0) return true;

        Console.Error.WriteLine($"The {service} cannot start: {string.Join("; ", unusable)}.");
        return false;
    }

    private static string Describe(string connection) => $"ConnectionStrings:{connection} (environment ConnectionStrings__{connection})";

    private static IEnumerable<IConfigurationSection> AddressesOf(IConfiguration configuration, string service) =>
        configuration.GetSection($"services:{service}").GetChildren().SelectMany(scheme => scheme.Value is null ? scheme.GetChildren() : [scheme]);

    private static bool IsAddress(string? value) => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;
}
