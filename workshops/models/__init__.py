"""Facts about what happens."""

from .accounting import Accounting, Office, Official
from .checkin import (
    EXCUSED,
    PRESENT,
    Attendance,
    AttendanceStatus,
    CheckIn,
    CheckInKind,
    CheckInOutcome,
    CheckInSource,
    Device,
)
from .correction import Correction, CorrectionAct
from .deliverable import Deliverable, Duty, OwedBy, WorkForm
from .document import (
    DocumentTemplate,
    LetterDirection,
    LetterNature,
    OfficeLetter,
    StageMove,
)
from .door_act import DoorAct, DoorActKind
from .entitlement import Closing, Entitlement, EntitlementKind
from .entry import EntryHold, EntryPass
from .evaluation import Dimension, Evaluation, EvaluationRound, EvaluationScore
from .exemption import Exemption, ExemptionEffect
from .group import Group, GroupKind, GroupMember
from .invitation import Invitation, InvitationBody, Link, LinkKind, Seat
from .nomination import Nomination, NominationState
from .outbox import OutboxUpload
from .paper import PaperRow, PaperSheet
from .programme import (
    PlanningCode,
    PlanningLevel,
    ProgrammeReport,
    ProgrammeYear,
    WorkProgramme,
)
from .reconciliation import Reconciliation
from .registration import (
    AssignmentLetter,
    Delegation,
    DelegationKind,
    Guest,
    LetterState,
    Registration,
    RegistrationKind,
    RegistrationState,
    RegistrationStep,
)
from .room import Room, SelfCheckIn, SelfCheckInWay, SpotCheck, SpotCheckLine
from .score import TestKind, TestScore
from .signed_list import ListKind, ListScan, SignedList
from .smart_city import (
    ActionGroup,
    Cause,
    FundSource,
    Horizon,
    Pillar,
    ProgrammeState,
    SniTheme,
    SubDimension,
)
from .stage import AttendanceSlot, Session, SlotKind, SlotState, Stage, StageState
from .submission import Review, ReviewComment, Submission, SubmissionState, Verdict
from .worksheet import WorksheetDraft
from .workshop import (
    ROSTER_READERS,
    WORKSHOP_READERS,
    AwardRule,
    JpBasis,
    PassingRule,
    ScoreMeans,
    Workshop,
    WorkshopRole,
    WorkshopRoleKind,
    WorkshopState,
)

__all__ = [
    "EXCUSED",
    "PRESENT",
    "ROSTER_READERS",
    "WORKSHOP_READERS",
    "Accounting",
    "ActionGroup",
    "AssignmentLetter",
    "Attendance",
    "AttendanceSlot",
    "AttendanceStatus",
    "AwardRule",
    "Cause",
    "CheckIn",
    "CheckInKind",
    "CheckInOutcome",
    "CheckInSource",
    "Closing",
    "Correction",
    "CorrectionAct",
    "Delegation",
    "DelegationKind",
    "Deliverable",
    "Device",
    "Dimension",
    "DocumentTemplate",
    "DoorAct",
    "DoorActKind",
    "Duty",
    "Entitlement",
    "EntitlementKind",
    "EntryHold",
    "EntryPass",
    "Evaluation",
    "EvaluationRound",
    "EvaluationScore",
    "Exemption",
    "ExemptionEffect",
    "FundSource",
    "Group",
    "GroupKind",
    "GroupMember",
    "Guest",
    "Horizon",
    "Invitation",
    "InvitationBody",
    "JpBasis",
    "LetterDirection",
    "LetterNature",
    "LetterState",
    "Link",
    "LinkKind",
    "ListKind",
    "ListScan",
    "Nomination",
    "NominationState",
    "Office",
    "OfficeLetter",
    "Official",
    "OutboxUpload",
    "OwedBy",
    "PaperRow",
    "PaperSheet",
    "PassingRule",
    "Pillar",
    "PlanningCode",
    "PlanningLevel",
    "ProgrammeReport",
    "ProgrammeState",
    "ProgrammeYear",
    "Reconciliation",
    "Registration",
    "RegistrationKind",
    "RegistrationState",
    "RegistrationStep",
    "Review",
    "ReviewComment",
    "Room",
    "ScoreMeans",
    "Seat",
    "SelfCheckIn",
    "SelfCheckInWay",
    "Session",
    "SignedList",
    "SlotKind",
    "SlotState",
    "SniTheme",
    "SpotCheck",
    "SpotCheckLine",
    "Stage",
    "StageMove",
    "StageState",
    "SubDimension",
    "Submission",
    "SubmissionState",
    "TestKind",
    "TestScore",
    "Verdict",
    "WorkForm",
    "WorkProgramme",
    "WorksheetDraft",
    "Workshop",
    "WorkshopRole",
    "WorkshopRoleKind",
    "WorkshopState",
]
