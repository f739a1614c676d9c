using System.Text.Json.Nodes;
using Cairn.Oracle;

namespace Cairn.Insights.Tests.Isolation;

/// <summary>Another project that looks as like as can be: the same names, ids, sessions, groups and times, and in every event, person and group something with the
/// <see cref="Mark"/> in it. It makes one person of those who are several next door.</summary>
internal static class Neighbour
{
    public const string Mark = "h1dden";

    public static History Of(History history)
    {
        var events = new List<Happening>();
        foreach (var e in history.Events)
        {
            var properties = (JsonObject)e.Properties.DeepClone();
            properties["word"] = Mark + "_word";
            properties[Mark + "_property"] = Mark;
            properties["url"] = $"https://{Mark}.org/{Mark}";
            if (properties["$group_set"] is JsonObject group)
                group["tier"] = Mark + "_tier";
            var set = new JsonObject { ["plan"] = Mark + "_plan", [Mark + "_trait"] = Mark };
            events.Add(e with { Sequence = events.Count, Properties = properties, Set = set });
            events.Add(
                e with
                {
                    Sequence = events.Count,
                    Event = Mark + "_event",
                    Properties = new JsonObject { [Mark + "_property"] = Mark },
                    SessionId = Mark + "_session",
                    Groups = new Dictionary<string, string> { ["company"] = Mark + "_group", [Mark + "_type"] = Mark },
                    Set = null,
                    SetOnce = null,
                }
            );
        }

        foreach (
            var (from, into) in (IReadOnlyList<(string, string)>)[("user_1", "user_0"), ("user_2", "user_0"), (Mark + "_id", "user_0")]
        )
            events.Add(
                new Happening(
                    events.Count,
                    "$alias",
                    into,
                    history.Events.Count > 0 ? history.Events[0].At : DateTimeOffset.UnixEpoch.AddYears(56),
                    "",
                    new Dictionary<string, string>(),
                    new JsonObject { ["alias"] = from }
                )
            );
        return new History(events);
    }
}
