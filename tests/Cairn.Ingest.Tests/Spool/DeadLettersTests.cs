using System.Text;
using Cairn.Events;
using Cairn.Ingest.Spool;
using Cairn.Testing;

namespace Cairn.Ingest.Tests.Spool;

public sealed class DeadLettersTests
{
    private readonly string _folder = TestFolder.Create("dead");

    [Fact]
    public void An_event_comes_back_as_it_was_acknowledged_byte_for_byte()
    {
        var e = Given.Event("né <b>", Guid.NewGuid()) with
        {
            DistinctId = "u\u0000'\"\\",
            SessionId = "s",
            Groups = [new GroupRef("company", "acme"), new GroupRef("team", "7")],
            Properties = Encoding.UTF8.GetBytes("""{"a":[1,1.50,9007199254740993,{"b":null}],"é":"<&+ü","q":"\u0022"}""").AsMemory(),
            Set = Encoding.UTF8.GetBytes("""{"plan":"pro"}"""),
            Command = new IdentityCommand("from", "into", 5),
        };
        var letters = new DeadLetters(_folder, new ManualTime());

        letters.Add(new SequencedEvent(17, e), "reason");
        var letter = new DeadLetters(_folder, new ManualTime()).List().ShouldHaveSingleItem();

        (letter.Sequence, letter.Reason, letter.At).ShouldBe((17ul, "reason", Given.Now));
        var back = DeadLetters.ToEvent(letter);
        back.Groups.ShouldBe(e.Groups);
        back.Set.Text().ShouldBe(e.Set.Text());
        back.SetOnce.IsEmpty.ShouldBeTrue();
        back.Properties.Text().Replace("\\\"", "\\u0022").ShouldBe(e.Properties.Text());
        (back with { Groups = e.Groups, Properties = e.Properties, Set = e.Set }).ShouldBe(e);
    }

    [Fact]
    public void They_are_listed_oldest_first_by_project_and_from_a_place_on()
    {
        var letters = new DeadLetters(_folder, new ManualTime());
        foreach (var sequence in new ulong[] { 300, 9, 20 })
            letters.Add(new SequencedEvent(sequence, Given.Event(project: new ProjectId(sequence == 20 ? 2u : 1u))), "reason");
        File.WriteAllText(Path.Combine(_folder, "notes.json"), "somebody's own file");
        File.WriteAllText(Path.Combine(_folder, "00000000000000000001.json.new"), "a crash came");

        letters.List().Select(l => l.Sequence).ShouldBe([9ul, 20ul, 300ul]);
        letters.List(after: 9, new ProjectId(1)).Select(l => l.Sequence).ShouldBe([300ul]);
        letters.Remove(300);
        letters.Find(300).ShouldBeNull();
        letters.Remove(300);
    }
}
