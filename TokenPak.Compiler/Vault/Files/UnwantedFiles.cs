using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace TokenPak.Compiler.Vault.Files;

/// <summary>What is never indexed, whatever <c>.gitignore</c> says: what looks like a secret, and what no one wrote.</summary>
internal static partial class UnwantedFiles
{
    private static readonly FrozenSet<string> Folders =
        new[] { "node_modules", "bower_components", "__pycache__", "venv", "site-packages" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Generated = new[]
    {
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "packages.lock.json", "project.assets.json", "composer.lock", "gemfile.lock", "poetry.lock",
        "pipfile.lock", "uv.lock", "cargo.lock", "go.sum", "flake.lock",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Hidden folders (<c>.git</c>, <c>.venv</c>, <c>.ssh</c>, <c>.aws</c> …) are left out but for the one that holds what people wrote.</summary>
    public static bool IsUnwantedFolder(string name) => Folders.Contains(name) || (name.StartsWith('.') && name != ".github");

    public static bool IsGenerated(string name) => Generated.Contains(name) || GeneratedName().IsMatch(name);

    public static bool IsSecretName(string name) => SecretName().IsMatch(name);

    /// <summary>Private keys, and credentials of known shape.</summary>
    public static bool HoldsSecret(string text) => SecretText().IsMatch(text);

    [GeneratedRegex(@"(\.min\.(js|css)|\.map|\.g\.cs|\.Designer\.cs|_pb2?\.py|\.pb\.go|\.snap)$", RegexOptions.IgnoreCase)]
    private static partial Regex GeneratedName();

    [GeneratedRegex(
        @"^(\.env(\..+)?|\.netrc|_netrc|\.npmrc|\.pypirc|\.pgpass|\.git-credentials|\.dockercfg|\.htpasswd|\.s3cfg|\.boto|credentials(\.(json|ya?ml|xml|ini|toml))?|secrets?(\..+)?|.*\.secrets?\.(json|ya?ml)"
        + @"|id_(rsa|dsa|ecdsa|ed25519)(\..+)?|.*\.(pem|key|pfx|p12|ppk|jks|keystore|kdbx|asc|gpg|ovpn|tfstate|tfvars|token)|kubeconfig|service-account.*\.json)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----|\bsk-(ant|proj|svcacct)-[A-Za-z0-9_-]{24,}|\b(ghp|gho|ghs|ghr)_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{40,}|\bAKIA[0-9A-Z]{16}\b"
        + @"|\bAIza[0-9A-Za-z_-]{35}|\bxox[abprs]-[0-9A-Za-z-]{20,}|\bglpat-[0-9A-Za-z_-]{20,}")]
    private static partial Regex SecretText();
}
