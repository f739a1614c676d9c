using Microsoft.AspNetCore.Builder;

namespace Cairn.Insights.Questions;

/// <summary>On an endpoint: a caller who may read one person's own analytics only (role self) may come here as well. Whoever says so reads events through
/// <see cref="Query.Sources.EventSource"/>, which shows that person's alone, and answers nothing else about others. Without it such a caller is refused.</summary>
public sealed class OpenToSelf
{
    internal static readonly OpenToSelf Instance = new();
}

/// <summary>Says it in a route's own line.</summary>
public static class OpensToSelf
{
    public static TBuilder OpenToSelf<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(Questions.OpenToSelf.Instance);
}
