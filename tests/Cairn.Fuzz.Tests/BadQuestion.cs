using System.Text.Json;
using System.Text.Json.Nodes;
using Cairn.Sample;

namespace Cairn.Fuzz.Tests;

/// <summary>Good JSON bodies of the API, damaged: values of another type or size, fields lost, misspelt or doubled, texts cut.</summary>
internal static class BadQuestion
{
    /// <summary>Good questions of every kind; most of their damaged children must be refused, and some are still good.</summary>
    public static readonly string[] Questions =
    [
        """{"kind":"trends","range":{"from":"-7d"},"interval":"day","series":[{"event":"seen","measure":"count"}]}""",
        """{"kind":"trends","range":{"from":"-2d","to":"today","timezone":"Europe/Berlin"},"interval":"hour","series":[{"event":null,"measure":"persons","where":{"property":"plan","op":"eq","value":"pro"}}],"breakdowns":[{"property":"plan","limit":5}],"formula":"A * 100","compare":"previous","rolling":3}""",
        """{"kind":"trends","range":{"from":"-7d"},"interval":"week","series":[{"event":"paid","measure":"p95","property":"amount"}],"filter":{"and":[{"property":"n","op":"between","value":[1,2]},{"not":{"or":[{"property":"s","op":"regex","value":"^a+$"},{"property":"t","scope":"person","op":"is_set"}]}}]}}""",
        """{"kind":"funnel","range":{"from":"-7d"},"steps":[{"event":"seen"},{"event":"paid"}],"window":{"value":7,"unit":"day"},"order":"ordered","exclusions":[{"event":"left","from":0,"to":1}],"breakdowns":[{"property":"plan"}],"attribution":"first"}""",
        """{"kind":"funnel","range":{"from":"-7d"},"steps":[{"event":"seen"},{"event":"paid"},{"event":"seen"}],"window":{"value":1,"unit":"hour"},"order":"any","by":"session","view":"trend","interval":"day"}""",
        """{"kind":"retention","range":{"from":"-7d"},"start":{"event":"seen"},"return":{"event":null},"interval":"day","periods":7,"cohort":"first_in_range","mode":"on_or_after","brackets":[1,2]}""",
        """{"kind":"lifecycle","range":{"from":"-7d"},"interval":"day","selector":{"event":"seen"}}""",
        """{"kind":"stickiness","range":{"from":"-7d"},"interval":"day","selector":{"event":"seen"},"compare":"previous"}""",
        """{"kind":"paths","range":{"from":"-7d"},"by":"event","steps":4,"minEdge":1,"exclude":["left"],"groups":[{"match":"/a/*","as":"a"}]}""",
        """{"kind":"correlation","funnel":{"kind":"funnel","range":{"from":"-7d"},"steps":[{"event":"seen"},{"event":"paid"}],"window":{"value":7,"unit":"day"}}}""",
    ];

    /// <summary>Bodies of sign-in and of what else is open to everybody.</summary>
    public static readonly string[] Credentials =
    [
        """{"email":"owner@example.com","password":""}""",
        """{"email":"","password":"x"}""",
        """{"email":{"$ne":null},"password":{"$ne":null}}""",
        """{"email":"owner@example.com","password":["x"]}""",
        """{"token":"x","email":"a@example.com","password":"long-enough-1","project":{"slug":"a"}}""",
    ];

    /// <summary>Stands for half a surrogate pair, which a JSON text may hold and a JsonNode may not.</summary>
    private const string Half = "@half@";

    private static readonly string[] _odd =
    [
        "null",
        "true",
        "0",
        "-1",
        "1e308",
        "-1e-308",
        "123456789012345678901234567890",
        "\"\"",
        "\"\\u0000\"",
        $"\"{Half}\"",
        "\"'; DROP TABLE events; --\"",
        "\"{x:String}\"",
        "\"$.a[0]\"",
        "\"../../etc/passwd\"",
        "\"(((((a+)+)+)+)+)$\"",
        "\"\\u202e\\ufeff\"",
        "\"group:company\"",
        "\"-99999999999d\"",
        "\"0001-01-01\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"all\"",
        "[]",
        "[null]",
        "{}",
        "{\"and\":[]}",
        "{\"cohort\":\"nobody\"}",
        "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
    ];

    /// <summary>A body drawn from one of <paramref name="good"/>: JSON most of the time.</summary>
    public static string Damage(string[] good, ref SplitMix64 random)
    {
        var text = BadInput.Pick(good, ref random);
        var node = JsonNode.Parse(text)!;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            Change(node, ref random);
        text = node.ToJsonString().Replace(Half, "\\ud800");
        if (random.Chance(0.15))
            return text[..random.Next(0, text.Length)];
        if (random.Chance(0.1))
            return text.Insert(random.Next(0, text.Length), BadInput.Pick(_odd, ref random));
        return text;
    }

    /// <summary>A text that means trouble somewhere.</summary>
    public static string Text(ref SplitMix64 random)
    {
        var json = BadInput.Pick(_odd, ref random);
        if (random.Chance(0.2))
            return new string((char)random.Next(33, 0x2FFF), random.Next(1, 3000));
        return json[0] == '"' ? json[1..^1] : json;
    }

    private static void Change(JsonNode root, ref SplitMix64 random)
    {
        var places = new List<JsonNode>();
        Collect(root, places);
        var place = places[random.Next(0, places.Count)];
        if (place is JsonObject fields && fields.Count > 0)
            ChangeField(fields, ref random);
        else if (place is JsonArray items)
            ChangeItem(items, ref random);
    }

    private static void ChangeField(JsonObject fields, ref SplitMix64 random)
    {
        var name = fields.ElementAt(random.Next(0, fields.Count)).Key;
        switch (random.Next(0, 4))
        {
            case 0:
                fields.Remove(name);
                break;
            case 1:
                var value = fields[name]?.DeepClone();
                fields.Remove(name);
                fields[name + (random.Chance(0.2) ? Half : ((char)random.Next(32, 127)).ToString())] = value;
                break;
            default:
                fields[name] = Odd(ref random);
                break;
        }
    }

    private static void ChangeItem(JsonArray items, ref SplitMix64 random)
    {
        if (items.Count > 0 && random.Chance(0.3))
        {
            var copies = random.Next(1, 60);
            for (var i = 0; i < copies; i++)
                items.Add(items[0]?.DeepClone());
        }
        else if (items.Count > 0 && random.Chance(0.3))
            items.RemoveAt(random.Next(0, items.Count));
        else
            items.Add(Odd(ref random));
    }

    private static JsonNode? Odd(ref SplitMix64 random)
    {
        if (random.Chance(0.1))
            return JsonValue.Create(new string('x', random.Next(1, 5000)));
        return JsonNode.Parse(BadInput.Pick(_odd, ref random), documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
    }

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is JsonObject fields)
        {
            places.Add(fields);
            foreach (var (_, value) in fields)
                Collect(value, places);
        }
        else if (node is JsonArray items)
        {
            places.Add(items);
            foreach (var item in items)
                Collect(item, places);
        }
    }
}
