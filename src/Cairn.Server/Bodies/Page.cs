namespace Cairn.Server.Bodies;

/// <summary>A list, as every endpoint answers one.</summary>
/// <param name="Next">Opaque: send it back as <c>?cursor=</c> for the rest; null: that was all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
