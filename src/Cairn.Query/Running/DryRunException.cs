namespace Cairn.Query.Running;

/// <summary>A question that is only tried (<see cref="Question.IsDry"/>) has come to where it would read the store: nothing is wrong with it.</summary>
public sealed class DryRunException() : Exception("The question was only tried.");
