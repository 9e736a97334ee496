using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace TokenPak.ServiceDefaults.Configuration;

/// <summary>
/// The environment names carried over from the original tool. Each sets a key of the ordinary configuration and stands below every other
/// source, so that <c>TokenPak__…</c> variables, files and arguments win.
/// </summary>
public static class TokenPakEnvironment
{
    private static readonly (string Variable, string Key)[] Names =
    [
        ("TOKENPAK_PORT", "TokenPak:Port"),
        ("TOKENPAK_BIND_ADDRESS", "TokenPak:BindAddress"),
        ("TOKENPAK_MODE", "TokenPak:Compilation:Mode"),
        ("TOKENPAK_UPSTREAM_TIMEOUT", "TokenPak:UpstreamTimeoutSeconds"),
        ("TOKENPAK_DASHBOARD_AUTH", "Dashboard:RequireToken"),
        ("TOKENPAK_ADMIN_TOKEN", "TokenPak:AdminToken"),
        ("TOKENPAK_PROXY_AUTH_TOKEN", "TokenPak:ProxyAuthToken"),
        ("TOKENPAK_BUDGET_TOTAL", "TokenPak:Budget:TotalTokens"),
        ("TOKENPAK_VAULT_PATH", "TokenPak:Vault:Path"),
        ("TOKENPAK_ALLOW_ANONYMOUS", "TokenPak:AllowAnonymous"),
        ("TOKENPAK_DATA_PATH", "TokenPak:DataPath"),
    ];

    /// <summary>Inserts the carried-over names as the lowest source.</summary>
    public static void AddTokenPakEnvironment(this IHostApplicationBuilder builder)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (variable, key) in Names)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value) values[key] = value;
        }

        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = values });
    }
}
