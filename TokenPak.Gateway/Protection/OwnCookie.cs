using Microsoft.AspNetCore.Http;

namespace TokenPak.Gateway.Protection;

/// <summary>Keeps TokenPak's own admin credentials from going out to a provider with a browser's request.</summary>
internal static class OwnCookie
{
    public static void Remove(IHeaderDictionary headers)
    {
        headers.Remove(AdminAccess.HeaderName);
        var cookie = headers.Cookie.ToString();
        if (!cookie.Contains(AdminAccess.CookieName, StringComparison.Ordinal)) return;
        var others = cookie.Split(';', StringSplitOptions.TrimEntries).Where(pair => !pair.StartsWith(AdminAccess.CookieName + "=", StringComparison.Ordinal));
        var kept = string.Join("; ", others);
        if (kept.Length == 0) headers.Remove("Cookie");
        else headers.Cookie = kept;
    }
}
