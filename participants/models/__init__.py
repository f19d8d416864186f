"""Facts about who: the ground everybody stands on."""

from .ability import StaffRole, StaffRoleSkill
from .absence import Absence, AbsenceKind
from .assessment import Assessment, AssessmentScore
from .audit import AuditEntry
from .bulk import Among
from .competency import Competency, CompetencyKind, Evidence, EvidenceAct, EvidenceMethod
from .development import Development, Funding, Priority
from .duplicate import DifferentPeople, PersonMerge
from .employment import ASN, EmployeeStatus, Employment, JobKind, JobTitle
from .file import StoredFile
from .importing import (
    OPEN_IMPORTS,
    ColumnMapping,
    ImportKind,
    ImportRow,
    ImportSession,
    ImportSource,
    ImportState,
    RowOutcome,
    UnitSpelling,
)
from .job import Job, JobItem, JobState
from .notice import Notice, NoticeChannel, NoticeState
from .number import Number, NumberCounter, NumberSeries, NumberState
from .person import Identifier, IdentifierKind, MatchState, Person, Sex
from .placement import PlacementDecision, PlacementVerdict
from .siasn import SiasnBatch, SiasnEntry, SiasnPerson, SyncState
from .staffing import (
    Appointment,
    AppointmentKind,
    EndReason,
    Importance,
    PlannedPost,
    PlanState,
    Post,
    Requirement,
    RequirementKind,
    StaffingPlan,
)
from .standard import JobStandard, RetirementLimit, StandardItem
from .strategy import (
    STRATEGY_READERS,
    Indicator,
    PlacementBase,
    StaffGroup,
    Strategy,
    StrategyTarget,
    StrategyVersion,
)
from .totals import TotalsDay, UnitLevel, UnitStaff, UnitYear
from .training import CLAIM, TrainingForm, TrainingRecord, TrainingState
from .unit import OrganisationUnit, TimeZone, UnitKind, UnitName
from .user import AccessGrant, Role, User, UserKind
from .workload import Workload, WorkloadTask

__all__ = [
    "ASN",
    "CLAIM",
    "OPEN_IMPORTS",
    "STRATEGY_READERS",
    "Absence",
    "AbsenceKind",
    "AccessGrant",
    "Among",
    "Appointment",
    "AppointmentKind",
    "Assessment",
    "AssessmentScore",
    "AuditEntry",
    "ColumnMapping",
    "Competency",
    "CompetencyKind",
    "Development",
    "DifferentPeople",
    "EmployeeStatus",
    "Employment",
    "EndReason",
    "Evidence",
    "EvidenceAct",
    "EvidenceMethod",
    "Funding",
    "Identifier",
    "IdentifierKind",
    "ImportKind",
    "ImportRow",
    "ImportSession",
    "ImportSource",
    "ImportState",
    "Importance",
    "Indicator",
    "Job",
    "JobItem",
    "JobKind",
    "JobStandard",
    "JobState",
    "JobTitle",
    "MatchState",
    "Notice",
    "NoticeChannel",
    "NoticeState",
    "Number",
    "NumberCounter",
    "NumberSeries",
    "NumberState",
    "OrganisationUnit",
    "Person",
    "PersonMerge",
    "PlacementBase",
    "PlacementDecision",
    "PlacementVerdict",
    "PlanState",
    "PlannedPost",
    "Post",
    "Priority",
    "Requirement",
    "RequirementKind",
    "RetirementLimit",
    "Role",
    "RowOutcome",
    "Sex",
    "SiasnBatch",
    "SiasnEntry",
    "SiasnPerson",
    "StaffGroup",
    "StaffRole",
    "StaffRoleSkill",
    "StaffingPlan",
    "StandardItem",
    "StoredFile",
    "Strategy",
    "StrategyTarget",
    "StrategyVersion",
    "SyncState",
    "TimeZone",
    "TotalsDay",
    "TrainingForm",
    "TrainingRecord",
    "TrainingState",
    "UnitKind",
    "UnitLevel",
    "UnitName",
    "UnitSpelling",
    "UnitStaff",
    "UnitYear",
    "User",
    "UserKind",
    "Workload",
    "WorkloadTask",
]
