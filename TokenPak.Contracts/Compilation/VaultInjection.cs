namespace TokenPak.Contracts.Compilation;

/// <summary>What the vault added to one prompt; it stands among the result's splices, as insertions.</summary>
/// <param name="Tokens">Tokens of all that was added, to new messages and where earlier turns had it; part of the result's tokens after.</param>
/// <param name="Sources">Citations (<c>path:start-end</c>), the newest message's first.</param>
/// <param name="Messages">Messages to which something was added.</param>
/// <param name="MessagesSentBefore">Those of them that stand before the last assistant message: they were sent like this on an earlier turn.</param>
public sealed record VaultInjection(int Tokens, IReadOnlyList<string> Sources, int Messages, int MessagesSentBefore);
