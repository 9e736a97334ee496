using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Publishing;

namespace TokenPak.Gateway.Budgets;

internal sealed class BudgetOptionsValidator(IOptions<PublishingOptions> publishing, IOptions<AccessOptions> access) : IValidateOptions<BudgetOptions>
{
    public ValidateOptionsResult Validate(string? name, BudgetOptions options)
    {
        List<string> errors = [];
        Check("TokenPak:Budget:Total", options.Total, errors);
        Check("TokenPak:Budget:Key", options.Key, errors);
        Check("TokenPak:Budget:Session", options.Session, errors);
        foreach (var (index, key) in access.Value.Keys.Index()) Check($"TokenPak:Keys:{index}:Budget", key.Budget, errors);

        // Budgets are charged by what the events say.
        var isSet = options.TotalTokens is not null || ((BudgetLimits[])[options.Total, options.Key, options.Session, .. access.Value.Keys.Select(key => key.Budget)]).Any(IsSet);
        if (isSet && !publishing.Value.Enabled) errors.Add("TokenPak:Budget needs TokenPak:Publishing:Enabled.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsSet(BudgetLimits limits) => limits.TokensPerHour is not null || limits.TokensPerDay is not null || limits.DollarsPerHour is not null || limits.DollarsPerDay is not null;

    private static void Check(string at, BudgetLimits limits, List<string> errors)
    {
        List<ValidationResult> results = [];
        if (!Validator.TryValidateObject(limits, new ValidationContext(limits), results, validateAllProperties: true)) errors.AddRange(results.Select(result => $"{at}: {result.ErrorMessage}"));
    }
}
