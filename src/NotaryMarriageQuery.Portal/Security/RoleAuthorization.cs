using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using NotaryMarriageQuery.Core.Accounts;
using NotaryMarriageQuery.Core.Audit;

namespace NotaryMarriageQuery.Portal.Security;

/// <summary>Asks for a signed-in person at their workstation, of one of these roles.</summary>
internal sealed class RoleRequirement(params AccountRole[] roles) : IAuthorizationRequirement
{
    public IReadOnlyList<AccountRole> Roles => roles;
}

/// <summary>Checks the requirement against the actor that the session check found.</summary>
internal sealed class RoleHandler(IHttpContextAccessor accessor) : AuthorizationHandler<RoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (accessor.HttpContext?.FindActor() is { } actor && requirement.Roles.Contains(actor.Role))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>A refused request of a signed-in person is evidence before it is answered with 403.</summary>
internal sealed class RefusalEvidence(AuditLog audit) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _default = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && context.GetEndpoint() is null && context.FindActor() is not null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (authorizeResult.Forbidden && context.Features.Get<ActorFeature>() is { } feature)
        {
            var problem = feature.Problem ?? AccessProblem.RoleNotAllowed;
            context.Items[typeof(AccessProblem)] = problem;
            var page = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
            await audit.RecordAsync(AuditKind.AccessRefusal, new AccessRefused { Problem = problem, Page = page }, feature.Actor, status: AuditStatus.Refused);
        }

        await _default.HandleAsync(next, context, policy, authorizeResult);
    }
}
