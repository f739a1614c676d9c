using System.Text;
using Cairn.Events;
using Cairn.Ingest.Spool;
using FsCheck;
using FsCheck.Fluent;

namespace Cairn.Ingest.Tests.Spool;

public sealed class EventCodecTests
{
    [Fact]
    public void An_event_comes_back_as_it_was()
    {
        var text = ArbMap.Default.GeneratorFor<UnicodeString>().Select(u => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(u.Get ?? "")));
        var blob = text.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t));
        var time = Gen.Choose(0, int.MaxValue).Select(s => DateTimeOffset.FromUnixTimeMilliseconds((s * 1009L) - 5));
        var groups = Gen.ListOf(Gen.Zip(text, text)).Select(l => l.Select(g => new GroupRef(g.Item1, g.Item2)).ToList());
        var command = Gen.OneOf(
            Gen.Constant<IdentityCommand?>(null),
            Gen.Zip(text, text).Select(t => (IdentityCommand?)new IdentityCommand(t.Item1, t.Item2, ulong.MaxValue))
        );
        var events =
            from id in ArbMap.Default.GeneratorFor<Guid>()
            from own in ArbMap.Default.GeneratorFor<bool>()
            from name in text
            from person in text
            from session in text
            from at in time
            from received in time
            from g in groups
            from properties in blob
            from set in blob
            from once in blob
            from c in command
            select new Event
            {
                Id = id,
                HasClientId = own,
                Project = new ProjectId(uint.MaxValue),
                Name = name,
                DistinctId = person,
                SessionId = session,
                Timestamp = at,
                ReceivedAt = received,
                Groups = g,
                Properties = properties,
                Set = set,
                SetOnce = once,
                Command = c,
            };

        Prop.ForAll(
                events.ToArbitrary(),
                e =>
                {
                    var back = EventCodec.Decode(EventCodec.Encode(e));
                    back.Groups.ShouldBe(e.Groups);
                    back.Properties.ToArray().ShouldBe(e.Properties.ToArray());
                    back.Set.ToArray().ShouldBe(e.Set.ToArray());
                    back.SetOnce.ToArray().ShouldBe(e.SetOnce.ToArray());
                    var plain = back with { Groups = e.Groups, Properties = e.Properties, Set = e.Set, SetOnce = e.SetOnce };
                    plain.ShouldBe(e);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
