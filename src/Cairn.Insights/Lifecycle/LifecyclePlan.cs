using Cairn.Query.Sequences;
using Cairn.Query.Time;

namespace Cairn.Insights.Lifecycle;

/// <summary>A lifecycle question ready to be walked.</summary>
/// <param name="Buckets">Those of the answer.</param>
/// <param name="All">The same after the one before them.</param>
/// <param name="InRangeBit">In the mask of an event of the range.</param>
/// <param name="Earlier">Who was active before all of them.</param>
internal sealed record LifecyclePlan(Buckets Buckets, Buckets All, SequenceSpec Sequence, uint InRangeBit, HashSet<ulong> Earlier);
