using System.Text.Json;
using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Events;

/// <summary>Rows of <c>person_properties</c> in the making.</summary>
internal sealed class PersonRows
{
    private readonly NativeBlock _block = new();
    private readonly NativeBlock.Column _project,
        _own,
        _name,
        _mode,
        _kind,
        _text,
        _number,
        _version,
        _updated;

    public PersonRows()
    {
        _project = _block.Add("project_id", "UInt32");
        _own = _block.Add("own_id", "UInt64");
        _name = _block.Add("name", "String");
        _mode = _block.Add("mode", "String");
        _kind = _block.Add("kind", "String");
        _text = _block.Add("text", "String");
        _number = _block.Add("number", "Float64");
        _version = _block.Add("version", "UInt64");
        _updated = _block.Add("updated_at", "DateTime64(3, 'UTC')");
    }

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> ToBytes() => _block.ToBytes(Count);

    /// <param name="written">Properties that are written already.</param>
    public void AddSet(Event e, ulong version, IReadOnlySet<ChangedProperty> written)
    {
        using var document = JsonDocument.Parse(e.Set);
        var own = PersonId.Of(e.Project, e.DistinctId).Value;
        foreach (var property in document.RootElement.EnumerateObject())
            if (written.Count == 0 || !written.Contains(new ChangedProperty(e.Project, own, property.Name)))
                Add(e.Project, own, property.Name, property.Value, "set", version, e.Timestamp);
    }

    public void AddSetOnce(Event e, ulong version)
    {
        using var document = JsonDocument.Parse(e.SetOnce);
        var own = PersonId.Of(e.Project, e.DistinctId).Value;
        foreach (var property in document.RootElement.EnumerateObject())
            Add(e.Project, own, property.Name, property.Value, "once", ulong.MaxValue - version, e.Timestamp);
    }

    /// <param name="mode">set or once.</param>
    public void Add(ProjectId project, ulong own, string name, JsonElement json, string mode, ulong version, DateTimeOffset time)
    {
        // What is taken away is a version, too: the latest write wins, and it says that there is none.
        if (Keep(json) is not { } value)
        {
            if (mode == "once")
                return;
            value = ("none", "", 0);
        }

        _project.UInt32(project.Value);
        _own.UInt64(own);
        _name.Text(name);
        _mode.Text(mode);
        _kind.Text(value.Kind);
        _text.Text(value.Text);
        _number.Float64(value.Number);
        _version.UInt64(version);
        _updated.Time(time);
        Count++;
    }

    /// <summary>Later events have higher versions; of two in the same millisecond, the one received later (as long as they were received within
    /// 4 million events of each other, which the 22 bits can tell apart).</summary>
    public static ulong Version(Event e, ulong sequence) => ((ulong)e.Timestamp.ToUnixTimeMilliseconds() << 22) | (sequence & 0x3FFFFF);

    /// <summary>How a JSON value is kept: its kind, its text, its number. Null for a JSON null, which says nothing.</summary>
    public static (string Kind, string Text, double Number)? Keep(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => ("string", value.GetString()!, 0),
            JsonValueKind.Number => ("number", value.GetRawText(), value.GetDouble()),
            JsonValueKind.True => ("bool", "true", 1),
            JsonValueKind.False => ("bool", "false", 0),
            JsonValueKind.Null => null,
            _ => ("json", value.GetRawText(), 0),
        };
}
