namespace Cairn.Sample.Product;

/// <summary>A language model the product uses. Prices in micro-dollars per 1,000 tokens, as invented for the sample.</summary>
internal sealed record Model(Json Provider, Json Name, int InputPrice, int OutputPrice, int MillisecondsPer100Tokens);

/// <summary>What the product's own AI features call.</summary>
internal static class Models
{
    public static readonly Model Expensive = new("anthropic", "claude-opus-4-5", 5000, 25000, 1900);

    public static readonly Weighted<Model> All = new(
        (40, new("openai", "gpt-4.1-mini", 400, 1600, 700)),
        (16, new("openai", "gpt-4.1", 2000, 8000, 1300)),
        (24, new("anthropic", "claude-haiku-4-5", 1000, 5000, 600)),
        (12, new("anthropic", "claude-sonnet-4-5", 3000, 15000, 1200)),
        (6, new("mistral", "mistral-small-latest", 100, 300, 500)),
        (2, Expensive)
    );

    public static readonly Weighted<Json> Uses = new(
        (5, "summarise_note"),
        (3, "ask_workspace"),
        (3, "rewrite"),
        (2, "meeting_minutes"),
        (1, "translate")
    );

    public static readonly Weighted<(Json Message, int Status)> Errors = new(
        (5, ("rate_limit_exceeded", 429)),
        (3, ("request timed out", 504)),
        (2, ("overloaded", 529)),
        (1, ("context_length_exceeded", 400))
    );
}
