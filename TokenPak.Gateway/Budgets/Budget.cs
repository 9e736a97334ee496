using System.Globalization;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Errors;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Budgets;

/// <summary>Looks whether a request may still spend: in memory, on what was charged for those before it.</summary>
internal sealed class Budget(IOptions<BudgetOptions> options, IOptions<AccessOptions> access, BudgetLedger ledger, BudgetRecorder recorder, KeyedHash hash, TimeProvider time, ILogger<Budget> logger)
{
    private const string KeyScope = "key:";
    private const string SessionScope = "session:";

    private readonly Limit[] _total = [.. Limits(options.Value.Total), .. options.Value.TotalTokens is { } tokens ? [new Limit(Window(options.Value.Window), tokens, null)] : (Limit[])[]];
    private readonly Limit[] _session = Limits(options.Value.Session);
    private readonly Limit[] _anyKey = Limits(options.Value.Key);
    private readonly Dictionary<string, Limit[]> _keys = access.Value.Keys.Where(key => Limits(key.Budget).Length > 0).ToDictionary(key => key.Id, key => Limits(key.Budget), StringComparer.Ordinal);
    private readonly HashSet<BudgetSlot> _told = [];

    /// <summary>Whether there is any limit.</summary>
    public bool IsEnabled => _total.Length + _session.Length + _anyKey.Length + _keys.Count > 0;

    /// <summary>Whether any limit is in dollars.</summary>
    public bool NeedsPrices => _total.Concat(_session).Concat(_anyKey).Concat(_keys.Values.SelectMany(limits => limits)).Any(limit => limit.Nanos is not null);

    /// <summary>The limits on all requests, with what is used of them now.</summary>
    public IEnumerable<(Limit Limit, Spent Used, DateTimeOffset Reset)> Total => _total.Select(limit =>
    {
        var slot = BudgetSlot.At(BudgetSlot.Total, limit.Window, time.GetUtcNow());
        return (limit, ledger[slot], slot.End);
    });

    /// <summary>The scopes that a request is charged to.</summary>
    public IEnumerable<string> ScopesOf(string? keyId, string? session)
    {
        if (_total.Length > 0) yield return BudgetSlot.Total;
        if (keyId is not null && (_anyKey.Length > 0 || _keys.ContainsKey(keyId))) yield return KeyScope + keyId;
        if (session is not null && _session.Length > 0) yield return SessionScope + session;
    }

    /// <summary>Makes the counts known that are the same in every gateway, so that a request finds what others spent.</summary>
    public void WatchShared()
    {
        var now = time.GetUtcNow();
        foreach (var limit in _total) ledger.Watch(BudgetSlot.At(BudgetSlot.Total, limit.Window, now));
        foreach (var key in access.Value.Keys)
        {
            foreach (var limit in _keys.GetValueOrDefault(key.Id, _anyKey)) ledger.Watch(BudgetSlot.At(KeyScope + key.Id, limit.Window, now));
        }
    }

    /// <summary>Null where the request may go on; it then carries a warning where little is left.</summary>
    public Refusal? Check(Exchange exchange)
    {
        if (!IsEnabled || !GenAi.IsModelOperation(exchange.Match)) return null;
        if (options.Value.FailClosed && recorder.WhatIsAway is { } away)
        {
            return new Refusal(503, ErrorTypes.BudgetUnavailable, $"What was spent is not known while {away} is away, and TokenPak:Budget:FailClosed is set.", TimeSpan.FromSeconds(5));
        }

        return Check(exchange, BudgetSlot.Total, "all requests", _total)
            ?? (exchange.KeyId is { } key ? Check(exchange, KeyScope + key, $"key {key}", _keys.GetValueOrDefault(key, _anyKey)) : null)
            ?? (exchange.SessionId is { } session ? Check(exchange, SessionScope + session, "this session", _session) : null);
    }

    /// <summary>For a session that only the body names: null where the request may go on.</summary>
    public Refusal? CheckBody(Exchange exchange)
    {
        if (_session.Length == 0 || exchange.SessionId is not null || exchange.Facts.UserId is not { } user || !GenAi.IsModelOperation(exchange.Match)) return null;
        exchange.SessionId = hash.Of("u", user);
        return Check(exchange, SessionScope + exchange.SessionId, "this session", _session);
    }

    private Refusal? Check(Exchange exchange, string scope, string whose, Limit[] limits)
    {
        foreach (var limit in limits)
        {
            var slot = BudgetSlot.At(scope, limit.Window, exchange.Timestamp);
            ledger.Watch(slot);
            var share = limit.ShareOf(ledger[slot]);
            if (share < options.Value.WarnAt) continue;
            var reset = slot.End.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            if (share < 1)
            {
                exchange.BudgetWarning ??= string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} % of {limit} for {whose}; resets {reset}");
                continue;
            }

            Tell(slot, $"{limit} for {(scope.StartsWith(SessionScope, StringComparison.Ordinal) ? "a session" : whose)}", reset);
            return new Refusal(429, ErrorTypes.BudgetExceeded, $"The budget of {limit} for {whose} is used up. It resets at {reset}.", slot.End - exchange.Timestamp) { IsFinal = true };
        }

        return null;
    }

    /// <summary>Once for each slot: a client may ask again and again.</summary>
    private void Tell(BudgetSlot slot, string budget, string reset)
    {
        lock (_told)
        {
            _told.RemoveWhere(told => told.End <= time.GetUtcNow());
            if (!_told.Add(slot)) return;
        }

        logger.BudgetUsedUp(budget, reset);
    }

    private static BudgetWindow Window(string name) => name == "hour" ? BudgetWindow.Hour : BudgetWindow.Day;

    private static Limit[] Limits(BudgetLimits limits) =>
    [
        .. One(BudgetWindow.Hour, limits.TokensPerHour, limits.DollarsPerHour),
        .. One(BudgetWindow.Day, limits.TokensPerDay, limits.DollarsPerDay),
    ];

    private static IEnumerable<Limit> One(BudgetWindow window, long? tokens, decimal? dollars)
    {
        if (tokens is not null) yield return new Limit(window, tokens, null);
        if (dollars is { } amount) yield return new Limit(window, null, (long)(amount * Spent.NanosPerDollar));
    }
}
