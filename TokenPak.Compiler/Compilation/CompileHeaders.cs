using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Compilation;

/// <summary>The headers of <c>POST /compile</c>.</summary>
internal static class CompileHeaders
{
    /// <summary>A request without its body, or null where a header is missing or not understood.</summary>
    public static CompileRequest? Read(IHeaderDictionary headers)
    {
        if (!Enum.TryParse<ApiDialect>(headers["x-tokenpak-dialect"], ignoreCase: true, out var dialect) || !Enum.IsDefined(dialect)) return null;
        if (!CompilationModeNames.TryParse(headers["x-tokenpak-mode"].ToString(), out var mode)) return null;
        var provider = headers["x-tokenpak-provider"].ToString();
        var tenant = headers["x-tokenpak-tenant"].ToString();
        var vault = VaultChoice.Auto;
        if (headers.TryGetValue("x-tokenpak-vault", out var choice) && !Enum.TryParse(choice.ToString(), ignoreCase: true, out vault)) return null;
        if (provider.Length == 0) return null;
        var model = headers["x-tokenpak-model"].ToString();
        return new CompileRequest
        {
            Body = default,
            Dialect = dialect,
            Mode = mode,
            Provider = provider,
            Model = model.Length == 0 ? null : Uri.UnescapeDataString(model),
            Vault = vault,
            Tenant = Uri.UnescapeDataString(tenant),
        };
    }
}
