using System.Text.Json;
using Cairn.Events;
using Cairn.Store.ClickHouse;

namespace Cairn.Store.Events;

/// <summary>Writes what events say about persons (set, set_once, unset, and changes of what was set) and groups ($group). Sending the same events again changes nothing.</summary>
internal sealed class PersonPropertyInsert(ClickHouseClient client)
{
    private readonly PersonChanges _changes = new(client);

    public async Task RunAsync(IReadOnlyList<SequencedEvent> batch, CancellationToken cancellationToken)
    {
        var changed = await _changes.RunAsync(batch, cancellationToken);
        var persons = new PersonRows();
        var groups = new GroupRows();
        foreach (var (sequence, e) in batch)
        {
            if (!e.Set.IsEmpty)
                persons.AddSet(e, PersonRows.Version(e, sequence), changed);
            if (!e.SetOnce.IsEmpty)
                persons.AddSetOnce(e, PersonRows.Version(e, sequence));
            if (e.Name == EventNames.Group)
                groups.Add(e, PersonRows.Version(e, sequence));
        }

        if (persons.Count > 0)
            await client.InsertNativeAsync(
                "person_properties",
                persons.ToBytes(),
                "cairn-persons-" + Guid.CreateVersion7().ToString("N"),
                cancellationToken
            );
        if (groups.Count > 0)
            await client.InsertNativeAsync(
                "group_properties",
                groups.ToBytes(),
                "cairn-groups-" + Guid.CreateVersion7().ToString("N"),
                cancellationToken
            );
    }

    private sealed class GroupRows
    {
        private readonly NativeBlock _block = new();
        private readonly NativeBlock.Column _project,
            _type,
            _key,
            _name,
            _kind,
            _text,
            _number,
            _version,
            _updated;

        public GroupRows()
        {
            _project = _block.Add("project_id", "UInt32");
            _type = _block.Add("group_type", "String");
            _key = _block.Add("group_key", "String");
            _name = _block.Add("name", "String");
            _kind = _block.Add("kind", "String");
            _text = _block.Add("text", "String");
            _number = _block.Add("number", "Float64");
            _version = _block.Add("version", "UInt64");
            _updated = _block.Add("updated_at", "DateTime64(3, 'UTC')");
        }

        public int Count { get; private set; }

        public ReadOnlyMemory<byte> ToBytes() => _block.ToBytes(Count);

        /// <summary>The group is <c>$group_type</c> and <c>$group_key</c>, or else each of the event's groups. What is set is <c>$group_set</c>, or else every
        /// property whose name does not begin with $.</summary>
        public void Add(Event e, ulong version)
        {
            using var document = JsonDocument.Parse(e.Properties);
            var properties = document.RootElement;
            IReadOnlyList<GroupRef> targets =
                properties.TryGetProperty("$group_type", out var type)
                && type.ValueKind == JsonValueKind.String
                && properties.TryGetProperty("$group_key", out var key)
                && key.ValueKind is JsonValueKind.String or JsonValueKind.Number
                    ? [new GroupRef(type.GetString()!, key.ToString())]
                    : e.Groups;
            var isSetGiven = properties.TryGetProperty("$group_set", out var set) && set.ValueKind == JsonValueKind.Object;
            foreach (var property in (isSetGiven ? set : properties).EnumerateObject())
            {
                if ((!isSetGiven && property.Name.StartsWith('$')) || PersonRows.Keep(property.Value) is not { } value)
                    continue;
                foreach (var target in targets)
                {
                    _project.UInt32(e.Project.Value);
                    _type.Text(target.Type);
                    _key.Text(target.Key);
                    _name.Text(property.Name);
                    _kind.Text(value.Kind);
                    _text.Text(value.Text);
                    _number.Float64(value.Number);
                    _version.UInt64(version);
                    _updated.Time(e.Timestamp);
                    Count++;
                }
            }
        }
    }
}
