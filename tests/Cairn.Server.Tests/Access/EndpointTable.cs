namespace Cairn.Server.Tests.Access;

/// <summary>Whom every route answers: one line each, no more and no fewer than there are.</summary>
/// <remarks>The words: everybody; write key (its own check); caller (any account or key); viewer, analyst, admin, owner (at least, in the project);
/// instance admin, instance owner; console (the control socket alone). "or self": with a token for one person as well.</remarks>
internal static class EndpointTable
{
    /// <summary>Lowest first.</summary>
    public static readonly string[] Roles = ["viewer", "analyst", "admin", "owner"];

    public static IReadOnlyDictionary<string, string> Least { get; } =
        Lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split("  ", 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToDictionary(line => line[1], line => line[0]);

    private const string Lines = """
        write key       POST /ingest/events
        caller          POST /hubs/live/negotiate
        caller          GET /hubs/live
        everybody       GET /healthz
        everybody       GET /readyz
        instance admin  GET /metrics
        everybody       GET /openapi/{documentName}.json
        everybody       GET /api/setup
        everybody       POST /api/setup
        caller or self  GET /api/session
        everybody       POST /api/session
        everybody       DELETE /api/session
        everybody       POST /api/session/second-factor
        everybody       POST /api/session/passkey/options
        everybody       POST /api/session/passkey
        everybody       POST /api/password-resets
        everybody       PUT /api/password-resets
        everybody       POST /api/invitation
        everybody       POST /api/invitation/accept
        instance admin  GET /api/account-rules
        instance admin  PUT /api/account-rules
        caller          GET /api/account
        caller          POST /api/account/delete
        caller          GET /api/account/sessions
        caller          DELETE /api/account/sessions
        caller          DELETE /api/account/sessions/{id:guid}
        caller          POST /api/account/password
        caller          GET /api/account/passkeys
        caller          POST /api/account/passkeys
        caller          POST /api/account/passkeys/options
        caller          PATCH /api/account/passkeys/{id}
        caller          DELETE /api/account/passkeys/{id}
        caller          POST /api/account/second-factor
        caller          POST /api/account/second-factor/confirm
        caller          POST /api/account/second-factor/recovery-codes
        caller          POST /api/account/second-factor/off
        caller          GET /api/projects
        caller          GET /api/deleted-projects
        caller          POST /api/deleted-projects/{id:int}/restore
        caller          DELETE /api/deleted-projects/{id:int}
        instance owner  GET /api/keys
        instance owner  POST /api/keys
        instance owner  PATCH /api/keys/{id:guid}
        instance owner  POST /api/keys/{id:guid}/rotate
        instance owner  DELETE /api/keys/{id:guid}
        instance admin  GET /api/members
        instance admin  PATCH /api/members/{id:guid}
        instance admin  DELETE /api/members/{id:guid}
        instance admin  GET /api/invitations
        instance admin  POST /api/invitations
        instance admin  DELETE /api/invitations/{id:guid}
        instance admin  GET /api/backups
        instance admin  POST /api/backups
        instance admin  GET /api/backups/schedule
        instance owner  PUT /api/backups/schedule
        instance admin  GET /api/backups/{id}
        instance admin  POST /api/backups/{id}/verify
        instance owner  DELETE /api/backups/{id}
        instance admin  POST /api/projects
        instance owner  GET /api/system
        instance admin  GET /api/audit
        everybody       GET /api/shared/{token}
        everybody       GET /api/shared/{token}/tiles/{tileId}/answer
        viewer or self  GET /api/projects/{slug}
        admin           PATCH /api/projects/{slug}
        owner           DELETE /api/projects/{slug}
        admin           GET /api/projects/{slug}/keys
        admin           POST /api/projects/{slug}/keys
        admin           DELETE /api/projects/{slug}/keys/{id:guid}
        admin           GET /api/projects/{slug}/keys/{id:guid}/requests
        admin           PATCH /api/projects/{slug}/keys/{id:guid}
        admin           POST /api/projects/{slug}/keys/{id:guid}/rotate
        admin           GET /api/projects/{slug}/sites
        admin           PUT /api/projects/{slug}/sites
        admin           GET /api/projects/{slug}/mirror
        admin           PUT /api/projects/{slug}/mirror
        admin           DELETE /api/projects/{slug}/mirror
        analyst         POST /api/projects/{slug}/compare
        admin           POST /api/projects/{slug}/archive
        admin           POST /api/projects/{slug}/unarchive
        admin           GET /api/projects/{slug}/members
        admin           PATCH /api/projects/{slug}/members/{id:guid}
        admin           DELETE /api/projects/{slug}/members/{id:guid}
        viewer          POST /api/projects/{slug}/leave
        admin           GET /api/projects/{slug}/invitations
        admin           POST /api/projects/{slug}/invitations
        admin           DELETE /api/projects/{slug}/invitations/{id:guid}
        admin           GET /api/projects/{slug}/audit
        admin           POST /api/projects/{slug}/self-tokens
        admin           DELETE /api/projects/{slug}/self-tokens
        viewer or self  POST /api/projects/{slug}/query
        viewer          POST /api/projects/{slug}/query/persons
        viewer          GET /api/projects/{slug}/overview
        viewer or self  GET /api/projects/{slug}/events
        viewer or self  GET /api/projects/{slug}/events/{id}
        viewer          GET /api/projects/{slug}/live/summary
        viewer or self  POST /api/projects/{slug}/query/export
        viewer or self  GET /api/projects/{slug}/export/events
        viewer          GET /api/projects/{slug}/persons
        viewer or self  GET /api/projects/{slug}/persons/{id}
        viewer or self  GET /api/projects/{slug}/persons/{id}/timeline
        viewer          GET /api/projects/{slug}/catalog/events
        viewer          GET /api/projects/{slug}/catalog/properties
        viewer          GET /api/projects/{slug}/catalog/values
        viewer          GET /api/projects/{slug}/identity/merges
        viewer          POST /api/projects/{slug}/identity/merges/preview
        admin           POST /api/projects/{slug}/identity/merges
        admin           POST /api/projects/{slug}/identity/merges/{sequence}/undo
        viewer          GET /api/projects/{slug}/cohorts
        analyst         POST /api/projects/{slug}/cohorts
        viewer          POST /api/projects/{slug}/cohorts/preview
        viewer          GET /api/projects/{slug}/cohorts/{cohort}
        analyst         PUT /api/projects/{slug}/cohorts/{cohort}
        analyst         DELETE /api/projects/{slug}/cohorts/{cohort}
        analyst         POST /api/projects/{slug}/cohorts/{cohort}/refresh
        viewer          GET /api/projects/{slug}/cohorts/{cohort}/persons
        viewer          GET /api/projects/{slug}/cohorts/{cohort}/members
        analyst         PUT /api/projects/{slug}/cohorts/{cohort}/members
        analyst         POST /api/projects/{slug}/cohorts/{cohort}/members
        analyst         POST /api/projects/{slug}/cohorts/{cohort}/members/remove
        viewer          GET /api/projects/{slug}/reports
        analyst         POST /api/projects/{slug}/reports
        viewer          GET /api/projects/{slug}/reports/{id:guid}
        analyst         PUT /api/projects/{slug}/reports/{id:guid}
        analyst         DELETE /api/projects/{slug}/reports/{id:guid}
        analyst         POST /api/projects/{slug}/reports/{id:guid}/duplicate
        viewer          GET /api/projects/{slug}/reports/{id:guid}/answer
        viewer          POST /api/projects/{slug}/reports/{id:guid}/answer
        viewer          GET /api/projects/{slug}/reports/{id:guid}/versions
        viewer          GET /api/projects/{slug}/reports/{id:guid}/versions/{version:int}
        analyst         POST /api/projects/{slug}/reports/{id:guid}/versions/{version:int}/restore
        viewer          GET /api/projects/{slug}/boards
        analyst         POST /api/projects/{slug}/boards
        viewer          GET /api/projects/{slug}/boards/{id:guid}
        analyst         PUT /api/projects/{slug}/boards/{id:guid}
        analyst         DELETE /api/projects/{slug}/boards/{id:guid}
        analyst         POST /api/projects/{slug}/boards/{id:guid}/duplicate
        analyst         POST /api/projects/{slug}/boards/{id:guid}/tiles
        viewer          GET /api/projects/{slug}/boards/{id:guid}/tiles/{tileId}/answer
        viewer          POST /api/projects/{slug}/boards/{id:guid}/tiles/{tileId}/answer
        analyst         GET /api/projects/{slug}/boards/{id:guid}/links
        analyst         POST /api/projects/{slug}/boards/{id:guid}/links
        analyst         DELETE /api/projects/{slug}/boards/{id:guid}/links/{linkId:guid}
        admin           GET /api/projects/{slug}/privacy/redaction
        admin           PUT /api/projects/{slug}/privacy/redaction
        admin           GET /api/projects/{slug}/privacy/redaction/counts
        admin           POST /api/projects/{slug}/privacy/redaction/preview
        admin           GET /api/projects/{slug}/privacy/consent
        admin           PUT /api/projects/{slug}/privacy/consent
        admin           GET /api/projects/{slug}/privacy/encryption
        admin           PUT /api/projects/{slug}/privacy/encryption
        admin           GET /api/projects/{slug}/privacy/erasures
        admin           POST /api/projects/{slug}/privacy/erasures
        admin           POST /api/projects/{slug}/privacy/erasures/preview
        admin           GET /api/projects/{slug}/privacy/erasures/{id:guid}
        admin           GET /api/projects/{slug}/privacy/erasures/{id:guid}/receipt
        admin           GET /api/projects/{slug}/privacy/receipts/key
        admin           POST /api/projects/{slug}/privacy/receipts/verify
        admin           POST /api/projects/{slug}/privacy/access-requests
        admin           GET /api/projects/{slug}/privacy/retention
        admin           PUT /api/projects/{slug}/privacy/retention
        admin           POST /api/projects/{slug}/privacy/retention/preview
        admin           POST /api/projects/{slug}/privacy/retention/run
        admin           GET /api/projects/{slug}/privacy/archives
        admin           GET /api/projects/{slug}/privacy/archives/{id:guid}
        admin           DELETE /api/projects/{slug}/privacy/archives/{id:guid}
        admin           GET /api/projects/{slug}/dead-letters
        admin           POST /api/projects/{slug}/dead-letters/{sequence}/replay
        analyst         POST /api/projects/{slug}/imports
        analyst         GET /api/projects/{slug}/imports
        analyst         GET /api/projects/{slug}/imports/{id}
        analyst         GET /api/projects/{slug}/imports/{id}/rejected
        analyst         DELETE /api/projects/{slug}/imports/{id}
        viewer          GET /api/projects/{slug}/sample
        admin           POST /api/projects/{slug}/sample
        admin           DELETE /api/projects/{slug}/sample
        console         GET /control/status
        console         POST /control/reset-links
        console         POST /control/second-factor-resets
        console         POST /control/backups
        console         POST /control/backups/forget
        console         POST /control/backups/list
        console         POST /control/backups/verify
        """;
}
