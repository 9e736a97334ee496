using TokenPak.Gateway.Conversations;

namespace TokenPak.Gateway.Holdout;

internal static class HoldoutExtensions
{
    public static void AddHoldout(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<HoldoutOptions>().BindConfiguration(HoldoutOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ConversationReader>();
        builder.Services.AddSingleton<HoldoutAssignment>();
    }
}
