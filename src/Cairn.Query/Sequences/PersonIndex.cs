using System.Numerics;
using Cairn.Events;

namespace Cairn.Query.Sequences;

/// <summary>One project's events up to a moment, person by person in order of time, kept in memory: eight bytes an event (its instant and its name). Derived from the
/// table and nothing but that; dropped and built anew at any time. 50 M events are walked in 0.1 to 0.3 s on two cores, where the table takes seconds to be
/// read and sorted.</summary>
/// <param name="Before">Events of lower sequences are inside; later ones are read from the table.</param>
/// <param name="SplitVersion">Of the identities when it was built: an undo afterwards makes it wrong.</param>
/// <param name="Moves">Own ids that led elsewhere when it was built, and where.</param>
/// <param name="Names">Events' names by their code.</param>
internal sealed record PersonIndex(
    ulong Before,
    ulong SplitVersion,
    IReadOnlyDictionary<ulong, ulong> Moves,
    IReadOnlyList<string> Names,
    IReadOnlyList<PersonSlice> Slices
)
{
    /// <summary>The lower bits of an event hold its name's code, those above milliseconds since 2000.</summary>
    public const int CodeBits = 16;

    public static readonly long Epoch = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private const int PersonsAtOnce = 4096;
    private const long Skip = -1;

    public long Events { get; } = Slices.Sum(s => (long)s.Events.Length);

    /// <summary>Whether names alone decide which events the question walks over, and in which order.</summary>
    public static bool CanAnswer(SequenceSpec spec) =>
        spec.By.Kind == EntityKind.Person
        && spec.Filter is null
        && spec.Cuts.All(SequenceLabels.IsByEventName)
        && spec.Selectors.All(s => s.Where is null)
        && (spec.Grain is not null || !SequenceSql.ArrivalMatters(spec));

    /// <summary>Shows every person with events to <paramref name="visit"/>, on all cores. Persons of <paramref name="later"/> and those merged since are not
    /// shown but put into <paramref name="later"/>, which is to be walked afterwards.</summary>
    /// <param name="moved">Own ids that lead elsewhere since it was built.</param>
    public List<TState> Walk<TState>(
        SequenceSpec spec,
        IReadOnlyDictionary<ulong, ulong> moved,
        Sequences later,
        Func<TState> start,
        Visit<TState> visit,
        CancellationToken cancellationToken
    )
    {
        var (masks, labels) = (Masks(spec), Labels(spec));
        var aside = later.Entities();
        aside.UnionWith(moved.Values);
        var (from, to) = (Pack(spec.Scan.Start), Pack(spec.Scan.End));
        var chunks = Slices
            .SelectMany(s =>
                Enumerable
                    .Range(0, (s.Persons.Length + PersonsAtOnce - 1) / PersonsAtOnce)
                    .Select(c => (Slice: s, First: c * PersonsAtOnce))
            )
            .ToArray();
        var workers = new List<Worker<TState>>();
        Parallel.ForEach(
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            () => new Worker<TState>(start()),
            (chunk, _, worker) =>
            {
                var last = Math.Min(chunk.First + PersonsAtOnce, chunk.Slice.Persons.Length);
                for (var p = chunk.First; p < last; p++)
                {
                    var events = worker.Decode(chunk.Slice.Of(p), masks, labels, from, to, spec.BitOrder);
                    if (events.Length == 0)
                        continue;
                    var person = chunk.Slice.Persons[p];
                    if ((moved.Count > 0 && moved.TryGetValue(person, out var into)) || (aside.Count > 0 && aside.Contains(into = person)))
                        worker.PutAside(into, events);
                    else
                        visit(worker.State, person, events);
                }

                return worker;
            },
            worker =>
            {
                lock (workers)
                    workers.Add(worker);
            }
        );
        foreach (var worker in workers)
            later.Add(worker.Aside);
        return [.. workers.Select(w => w.State)];
    }

    /// <summary>By code: the bits of the selectors that the name meets, or <see cref="Skip"/>.</summary>
    private long[] Masks(SequenceSpec spec) =>
        [
            .. Names.Select(name =>
            {
                var isBehaviour = EventNames.IsBehaviour(name);
                var mask = 0L;
                for (var i = 0; i < spec.Selectors.Count; i++)
                    mask |= spec.Selectors[i].Event is { } wanted ? (wanted == name ? 1L << i : 0) : (isBehaviour ? 1L << i : 0);
                return mask != 0 || (spec.WithOthers && isBehaviour) ? mask : Skip;
            }),
        ];

    /// <summary>By code: the labels of an event of that name.</summary>
    private uint[] Labels(SequenceSpec spec) =>
        [
            .. Names.Select(name =>
            {
                var labels = 0u;
                for (var i = 0; i < spec.Cuts.Count; i++)
                    labels = SequenceLabels.With(labels, i, SequenceLabels.PlaceOf(spec.Cuts[i], name));
                return labels;
            }),
        ];

    private static ulong Pack(DateTimeOffset instant) => (ulong)Math.Max(0, instant.ToUnixTimeMilliseconds() - Epoch) << CodeBits;

    private sealed class Worker<TState>(TState state)
    {
        private StepEvent[] _buffer = new StepEvent[64];

        public TState State => state;

        public List<(ulong Person, StepEvent Event)> Aside { get; } = [];

        public void PutAside(ulong person, ReadOnlySpan<StepEvent> events)
        {
            foreach (var e in events)
                Aside.Add((person, e));
        }

        public ReadOnlySpan<StepEvent> Decode(ReadOnlySpan<ulong> packed, long[] masks, uint[] labels, ulong from, ulong to, bool bitOrder)
        {
            if (_buffer.Length < packed.Length)
                _buffer = new StepEvent[2 * packed.Length];
            var count = 0;
            foreach (var e in packed)
            {
                var code = e & ((1 << CodeBits) - 1);
                var mask = masks[code];
                if (mask == Skip || e < from || e >= to)
                    continue;
                _buffer[count] = new StepEvent((long)(e >> CodeBits) + Epoch, 0, (uint)mask, labels[code]);
                for (var i = count++; bitOrder && i > 0 && IsBefore(_buffer[i], _buffer[i - 1]); i--)
                    (_buffer[i], _buffer[i - 1]) = (_buffer[i - 1], _buffer[i]);
            }

            return _buffer.AsSpan(0, count);
        }

        /// <summary>At the same instant: the lower step first.</summary>
        private static bool IsBefore(in StepEvent a, in StepEvent b) =>
            a.At == b.At && BitOperations.TrailingZeroCount(a.Mask) < BitOperations.TrailingZeroCount(b.Mask);
    }
}

/// <summary>Some persons and their events.</summary>
/// <param name="Persons">Ascending.</param>
/// <param name="Ends">Where each person's events end.</param>
/// <param name="Events">Person by person, ascending.</param>
internal sealed record PersonSlice(ulong[] Persons, int[] Ends, ulong[] Events)
{
    public ReadOnlySpan<ulong> Of(int person) => Events.AsSpan((person == 0 ? 0 : Ends[person - 1])..Ends[person]);
}
