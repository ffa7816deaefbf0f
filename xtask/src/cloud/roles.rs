//! What must hold of the roles of functions: each has its own, none is wide, and rows of a restaurant are open to sessions
//! that are tagged with it and to nobody else.

use std::collections::BTreeSet;

use serde_json::Value;

use super::checks::{FUNCTION, named, of_type};

const ROLE: &str = "AWS::IAM::Role";

/// What the keys of a restaurant's rows begin with.
const OF_TENANT: &str = "TENANT#${!aws:PrincipalTag/tenant}#";

/// What is looked through for all restaurants: by which function, in which index, under which keys.
const OF_ALL: [(&str, &str, &str); 3] = [
    ("SweepRole", "/index/pending", "PENDING#*"),
    ("OperationsRole", "/index/pending", "LETTERS#*"),
    ("SweepRole", "/index/due", "DUE#*"),
];

/// The table of the registry, its one partition, and the roles that may write to it; all others only look up there.
const REGISTRY: (&str, &str) = ("TenantsTable", "REGISTRY");
const REGISTRARS: [&str; 2] = ["ControlRole", "SweepRole"];

/// The table of accounts, and which of its partitions all may reach; the others, with the passwords in them, are open to these
/// roles only: those of functions that make, change or check accounts, or that run such a service in their own process.
const ACCOUNTS: (&str, [&str; 3]) = ("UsersTable", ["SESSIONS#*", "ENDED#*", "USED"]);
/// The list of the tokens of machines, which all others may look at, one by its id, and nobody of them changes.
const MACHINES: (&str, &str) = ("MACHINES", "dynamodb:GetItem");
const KEEPERS: [&str; 6] = [
    "AuthRole",
    "ControlRole",
    "CustomersRole",
    "IntegrationsRole",
    "OperationsRole",
    "SweepRole",
];

/// What a role must be able to delete in every stage, by table and partition: the sweep erases accounts.
const ERASERS: [(&str, &str, &str); 1] = [("SweepRole", "UsersTable", "USER#*")];

/// Actions on the stream, which is the relay's and has no keys.
const OF_STREAM: [&str; 4] = [
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
];

/// All that is wrong.
pub fn faults(template: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut roles = BTreeSet::new();
    for (name, function) in of_type(template, FUNCTION) {
        match named(&function["Role"], template, ROLE) {
            Some(role) if roles.insert(role.to_owned()) => {
                let asked = &function["Environment"]["Variables"]["BRASA_TENANT_ROLE"];
                if named(asked, template, ROLE) != Some(role) {
                    wrong.push(format!("{name} does not ask for sessions of its own role"));
                }
            }
            Some(role) => wrong.push(format!("{name} shares {role} with another function")),
            None => wrong.push(format!("{name} has no role of its own")),
        }
    }
    for role in &roles {
        let properties = &template["Resources"][role]["Properties"];
        if let Some(fault) = trust_fault(properties) {
            wrong.push(format!("{role} {fault}"));
        }
        for statement in statements(&properties["Policies"]) {
            wrong.extend(statement_faults(role, statement));
        }
    }
    for (role, table, partition) in ERASERS {
        let policies = &template["Resources"][role]["Properties"]["Policies"];
        if roles.contains(role) && !always(policies).any(|statement| erases(statement, table, partition)) {
            wrong.push(format!("{role} cannot delete {partition} of {table}"));
        }
    }
    wrong
}

/// Whether a statement lets rows of this partition be deleted.
fn erases(statement: &Value, table: &str, partition: &str) -> bool {
    let keys = texts(&statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]);
    resources(&statement["Resource"]).contains(&table)
        && texts(&statement["Action"]).contains(&"dynamodb:DeleteItem".to_owned())
        && keys.contains(&format!("{OF_TENANT}{partition}"))
}

/// The statements of policies that every stage has.
fn always(policies: &Value) -> impl Iterator<Item = &Value> {
    let listed = policies.as_array().into_iter().flatten();
    let listed = listed.filter_map(|policy| policy["PolicyDocument"]["Statement"].as_array());
    listed.flatten().filter(|statement| statement["Fn::If"].is_null())
}

/// The role can be taken with a tag by itself alone, and not by a session that has one.
fn trust_fault(properties: &Value) -> Option<&'static str> {
    let trusted = properties["AssumeRolePolicyDocument"]["Statement"].as_array();
    let others: Vec<&Value> = trusted
        .into_iter()
        .flatten()
        .filter(|statement| statement["Principal"]["Service"] != "lambda.amazonaws.com")
        .collect();
    let [itself] = others.as_slice() else {
        return Some("is not for Lambda and itself alone");
    };
    let condition = &itself["Condition"];
    let own = properties["RoleName"]["Fn::Sub"].as_str().unwrap_or_default();
    let by = condition["ArnEquals"]["aws:PrincipalArn"]["Fn::Sub"].as_str();
    let by_itself = !own.is_empty() && by.is_some_and(|arn| arn.ends_with(&format!(":role/{own}")));
    if !by_itself {
        return Some("can be taken by others than itself");
    }
    if condition["Null"]["aws:PrincipalTag/tenant"] != "true" {
        return Some("leads from one restaurant to another");
    }
    (condition["StringLike"]["aws:RequestTag/tenant"] != "?*").then_some("can be taken without a tag")
}

fn statement_faults(role: &str, statement: &Value) -> Vec<String> {
    let actions = texts(&statement["Action"]);
    let mut wrong: Vec<String> = actions
        .iter()
        .filter(|a| a.contains('*') || a.ends_with(":Scan") || a.ends_with(":PassRole"))
        .map(|action| format!("{role} allows {action}"))
        .collect();
    let of_rows = actions
        .iter()
        .any(|action| action.starts_with("dynamodb:") && !OF_STREAM.contains(&action.as_str()));
    if !of_rows {
        return wrong;
    }
    let condition = &statement["Condition"];
    if condition["Null"]["dynamodb:LeadingKeys"] != "false" {
        wrong.push(format!("{role} allows {actions:?} without a key"));
    }
    let keys = texts(&condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]);
    let (accounts, open) = ACCOUNTS;
    if resources(&statement["Resource"]).contains(&accounts) && !KEEPERS.contains(&role) {
        let reached = keys.iter().filter(|key| {
            let partition = key.strip_prefix(OF_TENANT);
            let looked_up = |partition| partition == MACHINES.0 && actions == [MACHINES.1];
            !partition.is_some_and(|partition| open.contains(&partition) || looked_up(partition))
        });
        wrong.extend(reached.map(|key| format!("{role} reaches the passwords of accounts by {key}")));
    }
    if keys.is_empty() {
        wrong.push(format!("{role} allows {actions:?} whatever the key"));
    }
    for key in keys.iter().filter(|key| !key.starts_with(OF_TENANT)) {
        let resource = texts(&statement["Resource"]);
        let for_all = OF_ALL.iter().any(|(whose, index, keys)| {
            *whose == role
                && key == keys
                && actions == ["dynamodb:Query"]
                && resource.iter().all(|one| one.ends_with(index))
        });
        let (table, partition) = REGISTRY;
        let of_registry = key == partition
            && statement["Resource"]["Fn::GetAtt"][0] == table
            && (REGISTRARS.contains(&role) || actions == ["dynamodb:GetItem"]);
        if !for_all && !of_registry {
            wrong.push(format!("{role} reaches {key} of all restaurants"));
        }
    }
    wrong
}

/// The statements of policies, also those that only some stages have.
fn statements(policies: &Value) -> Vec<&Value> {
    let listed = policies.as_array().into_iter().flatten();
    let listed = listed.filter_map(|policy| policy["PolicyDocument"]["Statement"].as_array());
    listed
        .flatten()
        .map(|statement| match statement["Fn::If"].as_array() {
            Some(choice) => choice.get(1).unwrap_or(statement),
            None => statement,
        })
        .collect()
}

/// The tables and the like that a statement is about, by their logical ids; indexes count as their tables.
fn resources(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().flat_map(resources).collect(),
        Value::Object(fields) => {
            let of_index = fields.get("Fn::Sub").and_then(Value::as_str).unwrap_or_default();
            let of_index = of_index
                .strip_prefix("${")
                .and_then(|text| text.split('.').next());
            let named = fields.get("Fn::GetAtt").and_then(|parts| parts[0].as_str());
            named.into_iter().chain(of_index).collect()
        }
        _ => Vec::new(),
    }
}

/// A text or several, as they are written, also those that have parameters in them.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.get("Fn::Sub").map(texts).unwrap_or_default(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::faults;

    fn template() -> Value {
        json!({ "Resources": {
            "A": { "Type": "AWS::Lambda::Function", "Properties": {
                "Role": { "Fn::GetAtt": ["R", "Arn"] },
                "Environment": { "Variables": { "BRASA_TENANT_ROLE": { "Fn::GetAtt": ["R", "Arn"] } } } } },
            "R": { "Type": "AWS::IAM::Role", "Properties": {
                "RoleName": { "Fn::Sub": "brasa-${AWS::Region}-a" },
                "AssumeRolePolicyDocument": { "Statement": [
                    { "Principal": { "Service": "lambda.amazonaws.com" } },
                    { "Condition": {
                        "ArnEquals": { "aws:PrincipalArn": { "Fn::Sub": "arn:…:role/brasa-${AWS::Region}-a" } },
                        "Null": { "aws:PrincipalTag/tenant": "true" },
                        "StringLike": { "aws:RequestTag/tenant": "?*" } } } ] },
                "Policies": [{ "PolicyDocument": { "Statement": [{
                    "Action": ["dynamodb:GetItem"],
                    "Resource": { "Fn::GetAtt": ["T", "Arn"] },
                    "Condition": {
                        "Null": { "dynamodb:LeadingKeys": "false" },
                        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [
                            { "Fn::Sub": "TENANT#${!aws:PrincipalTag/tenant}#ORDER#*" }] } } }] } }] } },
        } })
    }

    fn changed(pointer: &str, value: Value) -> Vec<String> {
        let mut template = template();
        *template.pointer_mut(pointer).unwrap() = value;
        faults(&template)
    }

    #[test]
    fn shared_and_wide_roles_are_named() {
        let mut two = template();
        assert_eq!(faults(&two), Vec::<String>::new());
        two["Resources"]["B"] = two["Resources"]["A"].clone();
        assert_eq!(faults(&two).len(), 1);
        let statement = "/Resources/R/Properties/Policies/0/PolicyDocument/Statement/0";
        for action in ["dynamodb:*", "dynamodb:Scan", "iam:PassRole"] {
            assert_eq!(changed(&format!("{statement}/Action"), json!(action)).len(), 1);
        }
    }

    #[test]
    fn the_sweep_erases_accounts_in_every_stage() {
        let text = template().to_string().replace("\"R\"", "\"SweepRole\"");
        let mut template: Value = serde_json::from_str(&text).unwrap();
        let statements = "/Resources/SweepRole/Properties/Policies/0/PolicyDocument/Statement";
        let unable = ["SweepRole cannot delete USER#* of UsersTable"];
        assert_eq!(faults(&template), unable);
        let own = &mut template.pointer_mut(statements).unwrap()[0];
        own["Action"] = json!(["dynamodb:DeleteItem"]);
        own["Resource"] = json!({ "Fn::GetAtt": ["UsersTable", "Arn"] });
        own["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] =
            json!([{ "Fn::Sub": "TENANT#${!aws:PrincipalTag/tenant}#USER#*" }]);
        assert_eq!(faults(&template), Vec::<String>::new());
        // Where there are demo restaurants only, it is not enough.
        let listed = template.pointer_mut(statements).unwrap();
        *listed = json!([{ "Fn::If": ["Demo", listed[0], { "Ref": "AWS::NoValue" }] }]);
        assert_eq!(faults(&template), unable);
    }

    #[test]
    fn passwords_are_reached_by_those_who_keep_accounts_only() {
        let statement = "/Resources/R/Properties/Policies/0/PolicyDocument/Statement/0";
        let of_users = |resource: Value, keys: &str| {
            let mut template = template();
            let statement = template.pointer_mut(statement).unwrap();
            statement["Resource"] = resource;
            let key = format!("TENANT#${{!aws:PrincipalTag/tenant}}#{keys}");
            statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] =
                json!([{ "Fn::Sub": key }]);
            faults(&template)
        };
        let users = || json!({ "Fn::GetAtt": ["UsersTable", "Arn"] });
        let both = json!([users(), { "Fn::Sub": "${UsersTable.Arn}/index/*" }]);
        for keys in ["SESSIONS#*", "ENDED#*", "USED"] {
            assert_eq!(of_users(users(), keys), Vec::<String>::new());
        }
        for keys in ["USER#*", "*", "EMAIL#*"] {
            assert_eq!(of_users(users(), keys).len(), 1, "{keys}");
        }
        assert_eq!(of_users(both, "*").len(), 1);
    }

    #[test]
    fn tokens_of_machines_are_looked_up_by_all_and_changed_by_few() {
        let of_machines = |actions: Value| {
            let mut template = template();
            let statement = "/Resources/R/Properties/Policies/0/PolicyDocument/Statement/0";
            let statement = template.pointer_mut(statement).unwrap();
            statement["Action"] = actions;
            statement["Resource"] = json!({ "Fn::GetAtt": ["UsersTable", "Arn"] });
            statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] =
                json!([{ "Fn::Sub": "TENANT#${!aws:PrincipalTag/tenant}#MACHINES" }]);
            faults(&template).len()
        };
        assert_eq!(of_machines(json!(["dynamodb:GetItem"])), 0);
        assert_eq!(of_machines(json!(["dynamodb:GetItem", "dynamodb:PutItem"])), 1);
        assert_eq!(of_machines(json!(["dynamodb:Query"])), 1);
    }

    #[test]
    fn rows_are_open_to_their_restaurants_session_only() {
        let condition = "/Resources/R/Properties/Policies/0/PolicyDocument/Statement/0/Condition";
        let keys = format!("{condition}/ForAllValues:StringLike/dynamodb:LeadingKeys");
        for of_all in [json!(["TENANT#*#ORDER#*"]), json!(["PENDING#*"]), json!([])] {
            assert_eq!(changed(&keys, of_all).len(), 1);
        }
        assert_eq!(changed(&format!("{condition}/Null"), json!({})).len(), 1);
        assert_eq!(changed(&keys, json!(["REGISTRY"])).len(), 1, "of another table");
        let statement = condition.trim_end_matches("/Condition");
        let look_up = |actions: Value| {
            changed(
                statement,
                json!({ "Action": actions, "Resource": { "Fn::GetAtt": ["TenantsTable", "Arn"] },
                "Condition": { "Null": { "dynamodb:LeadingKeys": "false" },
                    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["REGISTRY"] } } }),
            )
        };
        assert!(look_up(json!("dynamodb:GetItem")).is_empty());
        assert_eq!(look_up(json!(["dynamodb:GetItem", "dynamodb:PutItem"])).len(), 1);
        let trust = "/Resources/R/Properties/AssumeRolePolicyDocument/Statement";
        assert_eq!(changed(trust, json!([])).len(), 1);
        for part in ["ArnEquals", "Null", "StringLike"] {
            assert_eq!(
                changed(&format!("{trust}/1/Condition/{part}"), json!({})).len(),
                1
            );
        }
        let asked = "/Resources/A/Properties/Environment";
        assert_eq!(changed(asked, json!({})).len(), 1);
    }
}
