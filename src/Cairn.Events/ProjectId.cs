namespace Cairn.Events;

/// <summary>One tenant. Nothing crosses projects: every stored row and every question carries one of these.</summary>
/// <param name="Value">Positive; given once by the workspace and never reused.</param>
public readonly record struct ProjectId(uint Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}
