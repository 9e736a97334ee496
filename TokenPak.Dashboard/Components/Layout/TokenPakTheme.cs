using MudBlazor;

namespace TokenPak.Dashboard.Components.Layout;

/// <summary>The system's own fonts: nothing is fetched from elsewhere. The colours stand in app.css, for both themes, so that no theme flashes before the right one.</summary>
internal static class TokenPakTheme
{
    public static readonly MudTheme Instance = new()
    {
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"] },
        },
    };
}
