using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Protection;

/// <summary>
/// The admin token: as header <c>X-Admin-Token</c>, or as the cookie that the sign-in page sets. The cookie holds its expiry and a MAC keyed by
/// the token, so that nothing has to be stored and a new token ends all sessions.
/// </summary>
internal sealed class AdminAccess(IOptions<AccessOptions> options, TimeProvider time)
{
    public const string HeaderName = "X-Admin-Token";
    public const string CookieName = "tokenpak-admin";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly byte[]? _tokenHash = string.IsNullOrEmpty(options.Value.AdminToken) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.AdminToken));

    public bool IsConfigured => _tokenHash is not null;

    public bool IsGranted(HttpRequest request) =>
        request.Headers.TryGetValue(HeaderName, out var header) ? IsToken(header.ToString()) : request.Cookies[CookieName] is { } cookie && IsCookie(cookie);

    public bool IsToken(string presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(presented), hash);
        return _tokenHash is not null && CryptographicOperations.FixedTimeEquals(_tokenHash, hash);
    }

    public void SignIn(HttpContext context)
    {
        var expires = time.GetUtcNow() + Lifetime;
        Span<byte> value = stackalloc byte[sizeof(long) + HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(value, expires.ToUnixTimeSeconds());
        HMACSHA256.HashData(_tokenHash ?? throw new InvalidOperationException("No admin token is configured."), value[..sizeof(long)], value[sizeof(long)..]);
        context.Response.Cookies.Append(CookieName, Convert.ToHexStringLower(value), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            Expires = expires,
        });
    }

    private bool IsCookie(string cookie)
    {
        Span<byte> value = stackalloc byte[sizeof(long) + HMACSHA256.HashSizeInBytes];
        if (_tokenHash is null || cookie.Length != value.Length * 2 || Convert.FromHexString(cookie, value, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_tokenHash, value[..sizeof(long)], expected);
        return CryptographicOperations.FixedTimeEquals(expected, value[sizeof(long)..]) && BinaryPrimitives.ReadInt64BigEndian(value) > time.GetUtcNow().ToUnixTimeSeconds();
    }
}
