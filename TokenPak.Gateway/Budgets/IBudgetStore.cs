namespace TokenPak.Gateway.Budgets;

/// <summary>Where counts outlive the process: a file of this gateway's, or a Redis that several share.</summary>
internal interface IBudgetStore
{
    /// <summary>Whether the last exchange with it went well.</summary>
    bool IsAvailable { get; }

    /// <summary>Adds what was spent, and puts what the store then knows into the ledger. What could not be added is added by a later call.</summary>
    Task AddAsync(IReadOnlyDictionary<BudgetSlot, Spent> spent, CancellationToken cancellationToken);

    /// <summary>Brings the ledger up to what the store knows.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);
}
