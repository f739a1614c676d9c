using System.Text;
using System.Text.Json;
using Cairn.Events;
using Cairn.Server.Bodies;

namespace Cairn.Server.Cohorts;

/// <summary>Reads an upload of distinct ids.</summary>
internal static class DistinctIds
{
    private const int MaxLength = 400;

    /// <summary>Different ids in the order given, blank lines and a heading <c>distinct_id</c> left out; or every fault found, the first 50.</summary>
    public static async Task<(IReadOnlyCollection<string> Ids, IReadOnlyList<InputError> Errors)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var errors = new List<InputError>();
        var ids = new HashSet<string>();
        if (request.HasJsonContentType())
        {
            using var document = await JsonFields.ParseAsync(request.Body, options: default, cancellationToken);
            var (root, at) = (document.RootElement, "");
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("distinctIds", out var inner))
                (root, at) = (inner, "/distinctIds");
            if (root.ValueKind != JsonValueKind.Array)
                return ([], [new InputError(at, "wrong_type", "This must be a list of distinct ids.")]);
            foreach (var (item, i) in root.EnumerateArray().Select((e, i) => (e, i)))
                Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : "", $"{at}/{i}");
            return (ids, errors);
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        for (var line = 1; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
        {
            var id = FirstColumn(text);
            if (id.Length > 0 && !(line == 1 && id is "distinct_id" or "distinctId"))
                Add(id, $"/{line}");
        }

        return (ids, errors);

        void Add(string id, string pointer)
        {
            if (id.Length is 0 or > MaxLength || id.Contains('\0'))
            {
                if (errors.Count < 50)
                    errors.Add(new InputError(pointer, "invalid_distinct_id", $"A distinct id is a text of 1 to {MaxLength} characters."));
            }
            else
            {
                ids.Add(id);
            }
        }
    }

    /// <summary>Up to the first comma, or what stands in quotes with doubled ones for one.</summary>
    private static string FirstColumn(string line)
    {
        line = line.Trim();
        if (!line.StartsWith('"'))
            return line.Split(',')[0].Trim();
        var id = new StringBuilder();
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] == '"' && !(i + 1 < line.Length && line[i + 1] == '"'))
                break;
            if (line[i] == '"')
                i++;
            id.Append(line[i]);
        }

        return id.ToString();
    }
}
