using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace TokenPak.ServiceDefaults.Configuration;

/// <summary>What a service needs when it runs on its own. <c>TokenPak.Local</c> does not ask: it embeds what would be missing.</summary>
public static class RequiredConfiguration
{
    /// <summary>
    /// Checks that the connection strings and the services' addresses are set; where one is not, writes one line that names it to standard error.
    /// </summary>
    /// <returns>False where something is missing: the caller ends with a non-zero exit code.</returns>
    public static bool HasRequired(this IHostApplicationBuilder builder, string service, string[] connections, string[] services)
    {
        var missing = connections
            .Where(name => string.IsNullOrEmpty(builder.Configuration.GetConnectionString(name)))
            .Select(name => $"ConnectionStrings:{name} (environment ConnectionStrings__{name})")
            .Concat(services
                .Where(name => !builder.Configuration.GetSection($"services:{name}").GetChildren().Any())
                .Select(name => $"services:{name}:http:0 (environment services__{name}__http__0)"))
            .ToArray();
        if (missing.Length == 0) return true;

        Console.Error.WriteLine($"The {service} cannot start alone without {string.Join(" and ", missing)}; for everything in one process run TokenPak.Local.");
        return false;
    }
}
