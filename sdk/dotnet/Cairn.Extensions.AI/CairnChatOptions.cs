using Microsoft.Extensions.AI;

namespace Cairn.Extensions.AI;

/// <summary>How model calls are recorded.</summary>
public sealed record CairnChatOptions
{
    /// <summary>Whose calls these are when nobody said so. Null: the call's trace id stands in, so that calls of one trace stay together.</summary>
    public string? DistinctId { get; set; }

    /// <summary>True: messages go along as <c>$ai_input</c> and answers as <c>$ai_output_choices</c>: text and the names of tools, not files and not reasoning. Off, since people
    /// write anything to models.</summary>
    public bool Content { get; set; }

    /// <summary>Texts of content longer than this are cut.</summary>
    public int MaxContentCharacters { get; set; } = 20_000;

    /// <summary>What a call cost in US dollars, when the program knows prices. Null answers are left out.</summary>
    public Func<string, UsageDetails, decimal?>? CostUsd { get; set; }

    /// <summary>Properties of every recorded call.</summary>
    public IDictionary<string, object?> Properties { get; set; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>For durations.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
