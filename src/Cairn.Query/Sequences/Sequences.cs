using System.Numerics;
using System.Runtime.InteropServices;
using Cairn.Store.ClickHouse;

namespace Cairn.Query.Sequences;

/// <summary>Events of many entities, each entity's in order. Filled from rows in any order; 40 bytes a row while they are here.</summary>
public sealed class Sequences(bool bitOrder)
{
    /// <summary>Entities are hashes, so their low bits spread them evenly. So many pieces are small enough to be sorted in the processor's cache.</summary>
    private const int Pieces = 512;

    private readonly List<Item>[] _pieces = [.. Enumerable.Range(0, Pieces).Select(_ => new List<Item>())];

    /// <summary>Events taken so far.</summary>
    public long Count { get; private set; }

    /// <summary>Takes rows of <see cref="SequenceSql.Build"/>.</summary>
    public void Add(NativeColumns block)
    {
        var entities = block.Column<ulong>(0);
        var times = block.Column<long>(1);
        var arrivals = block.Column<ulong>(2);
        var masks = block.Column<uint>(3);
        var labels = block.Column<uint>(4);
        for (var i = 0; i < block.Rows; i++)
            _pieces[entities[i] % Pieces].Add(new Item(entities[i], new StepEvent(times[i], arrivals[i], masks[i], labels[i])));
        Count += block.Rows;
    }

    /// <summary>Takes single events.</summary>
    internal void Add(IReadOnlyList<(ulong Entity, StepEvent Event)> events)
    {
        foreach (var (entity, e) in events)
            _pieces[entity % Pieces].Add(new Item(entity, e));
        Count += events.Count;
    }

    /// <summary>Events of one entity become another's.</summary>
    internal void Move(IReadOnlyDictionary<ulong, ulong> moved)
    {
        if (moved.Count == 0)
            return;
        foreach (var entity in Entities().Where(moved.ContainsKey))
        {
            var piece = _pieces[entity % Pieces];
            var events = piece.FindAll(i => i.Entity == entity);
            piece.RemoveAll(i => i.Entity == entity);
            _pieces[moved[entity] % Pieces].AddRange(events.Select(i => i with { Entity = moved[entity] }));
        }
    }

    /// <summary>All entities with events.</summary>
    internal HashSet<ulong> Entities() => [.. _pieces.SelectMany(p => p.Select(i => i.Entity))];

    /// <summary>Shows every entity with its events to <paramref name="visit"/>, on all cores, each with a state of its own. Entities come in no order;
    /// events that are the same in all come in none.</summary>
    /// <returns>The states, to be brought together.</returns>
    public IReadOnlyList<TState> Walk<TState>(Func<TState> start, Visit<TState> visit, CancellationToken cancellationToken)
    {
        var states = new List<TState>();
        Parallel.For(
            0,
            Pieces,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            start,
            (piece, _, state) =>
            {
                WalkPiece(piece, state, visit);
                return state;
            },
            state =>
            {
                lock (states)
                    states.Add(state);
            }
        );
        return states;
    }

    private void WalkPiece<TState>(int piece, TState state, Visit<TState> visit)
    {
        var items = CollectionsMarshal.AsSpan(_pieces[piece]);
        items.Sort(new InOrder(bitOrder));
        var events = new StepEvent[16];
        for (var i = 0; i < items.Length; )
        {
            var entity = items[i].Entity;
            var count = 0;
            for (; i < items.Length && items[i].Entity == entity; i++)
            {
                if (count == events.Length)
                    Array.Resize(ref events, 2 * count);
                events[count++] = items[i].Event;
            }

            visit(state, entity, events.AsSpan(0, count));
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Item(ulong Entity, StepEvent Event);

    private readonly struct InOrder(bool bitOrder) : IComparer<Item>
    {
        public int Compare(Item x, Item y)
        {
            if (x.Entity != y.Entity)
                return x.Entity < y.Entity ? -1 : 1;
            var (a, b) = (x.Event, y.Event);
            if (a.At != b.At)
                return a.At < b.At ? -1 : 1;
            if (bitOrder && a.Mask != b.Mask)
            {
                // 32 for a mask without bits: last.
                var (low, other) = (BitOperations.TrailingZeroCount(a.Mask), BitOperations.TrailingZeroCount(b.Mask));
                if (low != other)
                    return low - other;
            }

            return a.Arrival.CompareTo(b.Arrival);
        }
    }
}

/// <summary>Looks at one entity.</summary>
/// <param name="entity">The person's id, or the hash of the session's or the group's key.</param>
/// <param name="events">In order; at least one. Valid during the call only.</param>
public delegate void Visit<in TState>(TState state, ulong entity, ReadOnlySpan<StepEvent> events);
