delete from audit
where seq <= (select through from audit_place where one = 1) - 20000
